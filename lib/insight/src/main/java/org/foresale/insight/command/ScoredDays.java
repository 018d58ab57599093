package org.foresale.insight.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.insight.audience.Suppression;
import org.foresale.insight.campaign.HoldoutCampaign;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.OneLine;

/** The days that were scored into a folder: what may have been sent on them, and whom their campaigns hold out. */
final class ScoredDays {

    static final String CAMPAIGN = "campaign";
    static final String AUDIENCE = "audience.csv";
    private static final Pattern DAY = Pattern.compile("\\d{4,}-\\d\\d-\\d\\d");

    private final Path folder;
    private final List<Drawn> campaigns;

    private ScoredDays(Path folder, List<Drawn> campaigns) {
        this.folder = folder;
        this.campaigns = campaigns;
    }

    /** A campaign of one of the days. */
    private record Drawn(Path folder, HoldoutCampaign.Plan plan) {
    }

    /** Whom a campaign holds out whose purchases still count. */
    record HeldOut(HoldoutCampaign.Plan plan, Suppression users) {
    }

    /** Reads the plans of all days; what a killed run has left has another name than a day. */
    static ScoredDays of(Path folder) throws IOException {
        List<Drawn> campaigns = new ArrayList<>();
        try (Stream<Path> days = Files.list(folder)) {
            for (Path campaign : days.filter(day -> DAY.matcher(String.valueOf(day.getFileName())).matches())
                    .map(day -> day.resolve(CAMPAIGN)).filter(Files::exists).sorted().toList()) {
                campaigns.add(new Drawn(campaign, HoldoutCampaign.readPlan(campaign)));
            }
        }
        return new ScoredDays(folder, campaigns);
    }

    Path folder(LocalDate day) {
        return folder.resolve(day.toString());
    }

    /** Who is held out of a campaign whose purchases still count is not addressed by any other. */
    List<HeldOut> heldOut(LocalDate day) {
        return campaigns.stream()
                .filter(drawn -> drawn.plan().start().isBefore(day) && drawn.plan().end().isAfter(day))
                .map(drawn -> new HeldOut(drawn.plan(), Suppression.of("held out of " + drawn.plan().name(),
                        HoldoutCampaign.read(drawn.folder()).heldOut().stringColumn("user").asList())))
                .toList();
    }

    /**
     * Refuses what would replace an audience that may have been sent by another draw, whose effect could not be
     * measured any more.
     *
     * @param day the day
     * @param now what would be written for it; empty for an audience without a holdout
     */
    void requireNothingSent(LocalDate day, Optional<HoldoutCampaign> now) {
        Path written = folder(day);
        if (Files.exists(written.resolve(AUDIENCE)) && now.isPresent()) {
            throw new ForesaleException("An audience without a holdout was written for this day, and may have been"
                    + " sent: " + written + ". Users who are held out now may have been addressed. Move it away, or"
                    + " name another folder.");
        }
        Path campaign = written.resolve(CAMPAIGN);
        if (Files.exists(campaign) && !now.map(draw -> same(HoldoutCampaign.read(campaign), draw)).orElse(false)) {
            throw new ForesaleException("A campaign was drawn for this day, and may have been sent: " + campaign
                    + ". This run would replace it by "
                    + (now.isPresent() ? "another draw" : "an audience without a holdout")
                    + ". Move it away, or name another folder.");
        }
    }

    private static boolean same(HoldoutCampaign drawn, HoldoutCampaign now) {
        return drawn.plan().equals(now.plan()) && drawn.size() == now.size() && IntStream.range(0, drawn.size())
                .allMatch(i -> drawn.isHeldOut(i) == now.isHeldOut(i) && drawn.userId(i).equals(now.userId(i)));
    }

    /** As scores move from night to night, a second draw of a campaign would be one of other users. */
    void requireNoEarlierDraw(HoldoutCampaign.Plan now) {
        for (Drawn drawn : campaigns) {
            HoldoutCampaign.Plan earlier = drawn.plan();
            if (earlier.name().equals(now.name()) && !earlier.start().equals(now.start())
                    && earlier.end().isAfter(now.start()) && earlier.start().isBefore(now.end())) {
                throw new ForesaleException("The campaign \"" + OneLine.of(now.name()) + "\" was drawn on "
                        + earlier.start() + ", and purchases count for it until " + earlier.end().minusDays(1)
                        + ": a campaign is drawn once. Score without --holdout until then, or name another campaign;"
                        + " whom it holds out is left out of both.");
            }
        }
    }
}
