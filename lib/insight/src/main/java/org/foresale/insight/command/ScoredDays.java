package org.foresale.insight.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.foresale.insight.audience.Suppression;
import org.foresale.insight.campaign.HoldoutCampaign;
import org.foresale.log.ForesaleException;
import org.foresale.log.internal.NewFolder;
import org.foresale.log.internal.OneLine;

/** The days that were scored into a folder: what may have been sent on them, and whom their campaigns hold out. */
final class ScoredDays {

    static final String CAMPAIGN = "campaign";
    static final String AUDIENCE = "audience.csv";
    private static final Pattern DAY = Pattern.compile("\\d{4,}-\\d\\d-\\d\\d");
    /** What a run that was killed elsewhere was replacing. */
    private static final Pattern REPLACED = Pattern.compile("\\.old-.*-(\\d{4,}-\\d\\d-\\d\\d)");

    private final Path folder;
    private final List<Drawn> campaigns;
    private final List<LocalDate> sent;

    private ScoredDays(Path folder, List<Drawn> campaigns, List<LocalDate> sent) {
        this.folder = folder;
        this.campaigns = campaigns;
        this.sent = sent;
    }

    /** A campaign of one of the days. */
    private record Drawn(Path folder, HoldoutCampaign.Plan plan) {
    }

    /** Whom a campaign holds out whose purchases still count. */
    record HeldOut(HoldoutCampaign.Plan plan, Suppression users) {
    }

    /** Reads the plans of all days, once a day that a killed run was replacing has its name back. */
    static ScoredDays of(Path folder) throws IOException {
        NewFolder.restore(folder);
        List<Drawn> campaigns = new ArrayList<>();
        List<LocalDate> sent = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path day : all.sorted().toList()) {
                String name = String.valueOf(day.getFileName());
                Matcher replaced = REPLACED.matcher(name);
                if (replaced.matches() && !Files.exists(folder.resolve(replaced.group(1)))) {
                    throw new ForesaleException("A run that was killed on another machine has left the day "
                            + replaced.group(1) + " as " + day + ". Rename that folder to " + replaced.group(1)
                            + " if that run has ended.");
                }
                if (!DAY.matcher(name).matches()) {
                    continue;
                }
                boolean isDrawn = Files.exists(day.resolve(CAMPAIGN));
                if (isDrawn) {
                    campaigns.add(new Drawn(day.resolve(CAMPAIGN), HoldoutCampaign.readPlan(day.resolve(CAMPAIGN))));
                }
                if (isDrawn || Files.exists(day.resolve(AUDIENCE))) {
                    sent.add(LocalDate.parse(name));
                }
            }
        } catch (DateTimeParseException e) {
            throw new ForesaleException("The folder " + folder + " has a folder that is called like a day and is none: "
                    + e.getParsedString() + ". Move it away.", e);
        }
        return new ScoredDays(folder, campaigns, sent);
    }

    Path folder(LocalDate day) {
        return folder.resolve(day.toString());
    }

    /** Whether an audience or a campaign was written for a day. */
    boolean hasSent(LocalDate day) {
        return sent.contains(day);
    }

    /** Who is held out of a campaign whose purchases still count is not addressed by any other. */
    List<HeldOut> heldOut(LocalDate day) {
        return campaigns.stream()
                .filter(drawn -> drawn.plan().start().isBefore(day) && drawn.plan().end().isAfter(day))
                .map(drawn -> new HeldOut(drawn.plan(), Suppression.ofKnown("held out of " + drawn.plan().name(),
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
        if (!sent.contains(day)) {
            requireNoneLater(day, now.isPresent());
        }
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
                    + ". Move it away, or name another folder. Who has opted out since is only taken off the list that"
                    + " is sent: all count in the group that they were drawn into.");
        }
    }

    /**
     * A day that is scored late knows nothing of the lists of later days: these would address its held-out users, and
     * it those of theirs.
     */
    private void requireNoneLater(LocalDate day, boolean holdsOut) {
        List<LocalDate> later = holdsOut ? sent : campaigns.stream().map(drawn -> drawn.plan().start()).toList();
        later.stream().filter(day::isBefore).findFirst().ifPresent(other -> {
            throw new ForesaleException("The day " + other + " was scored before " + day + ", and "
                    + (holdsOut ? "its audience" : "the campaign drawn on it") + " may have been sent: users who are"
                    + " held out would be addressed. Score days in their order, or name another folder.");
        });
    }

    private static boolean same(HoldoutCampaign drawn, HoldoutCampaign now) {
        return drawn.plan().equals(now.plan()) && drawn.size() == now.size() && IntStream.range(0, drawn.size())
                .allMatch(i -> drawn.isHeldOut(i) == now.isHeldOut(i) && drawn.userId(i).equals(now.userId(i)));
    }

    /** As scores move from night to night, a second draw of a campaign would be one of other users. */
    void requireNoEarlierDraw(HoldoutCampaign.Plan now) {
        for (Drawn drawn : campaigns) {
            HoldoutCampaign.Plan earlier = drawn.plan();
            if (earlier.name().strip().equalsIgnoreCase(now.name().strip()) && !earlier.start().equals(now.start())
                    && earlier.end().isAfter(now.start()) && earlier.start().isBefore(now.end())) {
                throw new ForesaleException("The campaign \"" + OneLine.of(now.name()) + "\" was drawn on "
                        + earlier.start() + ", and purchases count for it until " + earlier.end().minusDays(1)
                        + ": a campaign is drawn once. Score without --holdout until then, or name another campaign;"
                        + " whom it holds out is left out of both.");
            }
        }
    }
}
