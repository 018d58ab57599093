package org.foresale.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresale.log.MappingGuess.Finding;
import org.foresale.log.RoleEvidence.Candidate;

/** Makes a guess of a mapping: role by role, those first that others are judged by. */
final class MappingGuesser {

    private static final int MAX_PROPOSED = 3;

    private final SourceProfile source;
    private final List<MarkGuess> marks;
    private final RoleEvidence evidence;
    private final ValueLikeness likeness;
    private final Map<Role, Integer> chosen = new EnumMap<>(Role.class);
    private final Map<Role, Integer> rivals = new EnumMap<>(Role.class);
    private final Map<Role, List<Candidate>> perhaps = new EnumMap<>(Role.class);
    private final Set<Role> asked = EnumSet.noneOf(Role.class);
    private final Set<Integer> taken = new HashSet<>();
    private final Map<Role, Finding> findings = new EnumMap<>(Role.class);
    private final Map<Role, String> questions = new EnumMap<>(Role.class);

    private MappingGuesser(SourceProfile source) {
        this.source = source;
        this.marks = MarkGuess.of(source);
        this.evidence = new RoleEvidence(source, marks);
        this.likeness = new ValueLikeness(source);
        marks.forEach(mark -> taken.add(mark.column()));
    }

    static MappingGuess guess(SourceProfile source) {
        return ShapeDoubts.of(source).orElseGet(() -> ofColumns(source));
    }

    private static MappingGuess ofColumns(SourceProfile source) {
        MappingGuesser guesser = new MappingGuesser(source);
        guesser.choose(Role.BASKET);
        guesser.choose(Role.USER);
        guesser.choose(Role.PRODUCT);
        guesser.choose(Role.TIME);
        guesser.askForOrders();
        ClassGuess classes = guesser.classes();
        guesser.choose(Role.QUANTITY);
        guesser.choose(Role.VALUE);
        return guesser.guess(classes.questions());
    }

    private void choose(Role role) {
        RoleChoice choice = RoleChoice.of(role, evidence.candidates(role, known(), taken));
        if (role == Role.PRODUCT) {
            choice = choice.beside(codes(choice));
        }
        choice.taken().ifPresent(candidate -> {
            chosen.put(role, candidate.column());
            taken.add(candidate.column());
        });
        choice.rivals().stream().findFirst().ifPresent(rival -> rivals.put(role, rival.column()));
        if (choice.taken().isEmpty()) {
            boolean known = choice.candidates().stream().anyMatch(one -> ColumnDoubts.areWrittenInSeveralWays(
                    source.column(one.column()), one.objections()));
            perhaps.put(role, known ? List.of() : perhaps(role));
        }
        if (choice.isAsked() || !perhaps.getOrDefault(role, List.of()).isEmpty()) {
            ask(choice);
        }
        findings.put(role, new Finding(role.text(), name(role), choice.reason(), choice.others(source)));
    }

    private String name(Role role) {
        return Optional.ofNullable(chosen.get(role)).map(place -> source.column(place).name()).orElse("");
    }

    /** The columns that others are judged by: where several may have a role, any of them tells. */
    private Map<Role, Integer> known() {
        Map<Role, Integer> known = new EnumMap<>(Role.class);
        known.putAll(rivals);
        known.putAll(chosen);
        return known;
    }

    /** Columns that may have the code of each product, beside one that may have its name. */
    private List<Candidate> codes(RoleChoice choice) {
        return choice.taken().filter(product -> product.rank() > 0).stream().flatMap(product -> source.places()
                .filter(place -> !taken.contains(place) && likeness.isCodeOf(product.column(), place))
                .mapToObj(place -> evidence.candidate(Role.PRODUCT, place, RoleChoice.BY_VALUES, known())))
                .filter(Candidate::isFit).limit(MAX_PROPOSED).toList();
    }

    private void ask(RoleChoice choice) {
        asked.add(choice.role());
        questions.put(choice.role(), choice.question(source, proposal(choice.role())));
    }

    /** Asks for the orders' column if none is called as one: by its values, it is known beside users and times only. */
    private void askForOrders() {
        if (!chosen.containsKey(Role.BASKET) && !asked.contains(Role.BASKET)) {
            choose(Role.BASKET);
        }
    }

    /** Which columns may have a role by their values, though not by their names. */
    private List<Candidate> perhaps(Role role) {
        return source.places().filter(place -> !taken.contains(place)
                        && !Role.areNamed(source.column(place).plainName()) && likeness.of(role, place, known()))
                .mapToObj(place -> evidence.candidate(role, place, 0, known())).filter(Candidate::isFit)
                .sorted(Comparator.comparingLong(one -> -source.column(one.column()).different()))
                .limit(MAX_PROPOSED).toList();
    }

    private String proposal(Role role) {
        String shown = perhaps.get(role).stream().map(one -> source.column(one.column()).shownName() + " ("
                + one.figures() + (role == Role.TIME ? TimeGuess.piece(source.column(one.column())) : "") + ")")
                .collect(Collectors.joining(", or "));
        return shown.isEmpty() ? "" : " Judging by the values, it might be " + shown + ".";
    }

    private ClassGuess classes() {
        ClassGuess classes = ClassGuess.of(evidence, source, known(), taken);
        chosen.putAll(classes.levels());
        taken.addAll(classes.levels().values());
        Role.CLASSES.forEach(role -> findings.put(role, new Finding(role.text(), name(role),
                classes.reasons().get(role), classes.others().get(role))));
        return classes;
    }

    private MappingGuess guess(List<String> ofClasses) {
        Optional<TimeGuess> times = Optional.ofNullable(chosen.get(Role.TIME)).map(source::column).map(TimeGuess::of);
        NumberGuess numbers = NumberGuess.of(Stream.of(Role.QUANTITY, Role.VALUE).flatMap(this::numbers)
                .map(source::column).toList());
        List<String> all = new ArrayList<>(FirstLineGuess.question(source).stream().toList());
        all.addAll(questions.values());
        all.addAll(ofClasses);
        times.flatMap(TimeGuess::question).ifPresent(all::add);
        numbers.question().ifPresent(all::add);
        Optional<Integer> orders = Optional.ofNullable(known().get(Role.BASKET));
        List<MarkGuess> filled = marks.stream().map(mark -> mark.filled(source, orders)).toList();
        List<MarkGuess> open = filled.stream().filter(MarkGuess::asked).toList();
        open.forEach(mark -> all.add("Which values mark a purchase in "
                + source.column(mark.column()).shownName() + "? I" + mark.reason().substring(1) + ". List the texts of"
                + " purchases in withOnly, or omit withOnly if all lines are purchases."));

        List<Finding> found = new ArrayList<>(findings.values());
        times.filter(time -> source.column(chosen.get(Role.TIME)).type() != ColumnProfile.Type.TIME)
                .ifPresent(time -> found.add(new Finding("format of times", time.question().isPresent() ? ""
                : time.format().orElse("ISO 8601"), time.reason(), clocks())));
        found.add(new Finding("format of numbers", numbers.style().map(NumberStyle::toString).orElse(""),
                numbers.reason(), ""));
        filled.forEach(mark -> found.add(new Finding("lines of purchases", mark.asked() ? ""
                : mark.filter().map(LineFilter::toString).orElse(source.column(mark.column()).name()), mark.reason(),
                "")));
        List<FillGuess> fills = Stream.concat(Stream.of(Role.USER, Role.TIME).filter(chosen::containsKey)
                .map(chosen::get), marks.stream().filter(MarkGuess::isMapped).map(MarkGuess::column))
                .flatMap(place -> FillGuess.of(source, place, orders).stream()).toList();
        fills.forEach(fill -> found.add(new Finding("blank cells", "withFilledDown()", fill.reason(), "")));
        Map<Role, String> columns = new EnumMap<>(Role.class);
        chosen.forEach((role, place) -> columns.put(role, source.column(place).name()));
        return new MappingGuess(source.source(), source.linesText(), found, all, new GuessedCall(columns, asked,
                times.flatMap(TimeGuess::format), numbers.style(),
                marks.stream().flatMap(mark -> mark.filter().stream()).toList(),
                open.stream().map(mark -> source.column(mark.column()).name()).toList(), !fills.isEmpty(),
                source.layout()));
    }

    /** The column of a role, or those that are asked and are numbers: the call holds for any of them. */
    private Stream<Integer> numbers(Role role) {
        return chosen.containsKey(role) ? Stream.of(chosen.get(role)) : Stream.concat(
                evidence.candidates(role, known(), Set.of()).stream(), perhaps.get(role).stream())
                .map(Candidate::column).filter(place -> asked.contains(role) && !taken.contains(place)
                        && source.column(place).areAlmostAll(source.column(place).numberLines()));
    }

    /** Columns that tell the time of day alone, which a log reads together with the date only. */
    private String clocks() {
        List<String> clocks = source.columns().stream()
                .filter(column -> column.areAlmostAll(column.times().clocks())).map(ColumnProfile::shownName).toList();
        return clocks.isEmpty() ? "" : String.join(", ", clocks) + " contains only a time of day; a query can append it"
                + " to the date";
    }
}
