package org.foresale.log;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of the classes.
 *
 * @param levels    the column of each level that is known
 * @param reasons   for each level why it is that column, or what is not known
 * @param others    for each level what else is called so
 * @param questions what is asked
 */
record ClassGuess(Map<Role, Integer> levels, Map<Role, String> reasons, Map<Role, String> others,
        List<String> questions) {

    /**
     * Guesses the columns of the classes.
     *
     * @param evidence what speaks for and against a column
     * @param source   the source
     * @param chosen   the columns of other roles
     * @param without  columns that are none of classes
     */
    static ClassGuess of(RoleEvidence evidence, SourceProfile source, Map<Role, Integer> chosen,
            Set<Integer> without) {
        Map<Role, RoleChoice> choices = new EnumMap<>(Role.class);
        Role.CLASSES.forEach(role -> choices.put(role,
                RoleChoice.of(role, evidence.candidates(role, chosen, without))));
        ClassGuess guess = new ClassGuess(new EnumMap<>(Role.class), new EnumMap<>(Role.class),
                new EnumMap<>(Role.class), new ArrayList<>());
        choices.forEach((role, choice) -> {
            choice.taken().ifPresent(candidate -> guess.levels.put(role, candidate.column()));
            guess.reasons.put(role, choice.reason());
            guess.others.put(role, choice.others(source));
            if (!choice.rivals().isEmpty()) {
                guess.questions.add(choice.question(source, ""));
            }
        });
        if (guess.questions.isEmpty()) {
            guess.complete(source, choices, Optional.ofNullable(chosen.get(Role.PRODUCT)), without);
        }
        return guess;
    }

    private void complete(SourceProfile source, Map<Role, RoleChoice> choices, Optional<Integer> product,
            Set<Integer> without) {
        ClassProposal proposal = new ClassProposal(source);
        Optional<ClassNest> nest = product.filter(of -> levels.size() < Role.CLASSES.size())
                .flatMap(of -> ClassNest.of(source, of, Set.copyOf(levels.values()), without));
        if (levels.isEmpty()) {
            List<String> all = new ArrayList<>(nest.map(found -> found.call() + " for three columns: "
                    + found.reason()).stream().toList());
            all.addAll(proposal.all(product, without));
            ask("Which columns hold the classes of the products? " + doubted(source, choices) + ways(all));
            return;
        }
        Optional<String> parts = levels.size() > 1 ? Optional.empty()
                : proposal.ofParts(levels.values().iterator().next());
        if (parts.isPresent()) {
            ask("Is one column enough for the classes?" + ways(List.of(parts.get())));
            return;
        }
        if (nest.isPresent()) {
            ask("Do three columns hold the levels of the classes? By their names, " + (levels.size() == 1 ? "one"
                    + " does" : "two do") + " ("
                    + levels.values().stream().map(place -> source.column(place).shownName())
                    .collect(Collectors.joining(", ")) + "); by their values, three do: " + nest.get().reason()
                    + ". If they are, use " + nest.get().call() + ".");
            return;
        }
        List<Role> found = List.copyOf(levels.keySet());
        for (int i = 1; i < found.size(); i++) {
            ColumnProfile wide = source.column(levels.get(found.get(i - 1)));
            ColumnProfile narrow = source.column(levels.get(found.get(i)));
            if (wide.different() > narrow.different()) {
                ask("What is the order of the classes? " + wide.shownName() + " has a name for the "
                        + found.get(i - 1).text() + ", and has " + wide.differentText() + ", while "
                        + narrow.shownName() + ", the " + found.get(i).text() + ", has " + narrow.differentText()
                        + ". Name the widest first.");
                return;
            }
        }
        fill(source);
    }

    private void ask(String question) {
        levels.clear();
        questions.add(question);
    }

    private static String doubted(SourceProfile source, Map<Role, RoleChoice> choices) {
        String doubted = choices.values().stream().filter(choice -> !choice.candidates().isEmpty())
                .map(choice -> choice.others(source)).collect(Collectors.joining("; "));
        return doubted.isEmpty() ? "None has one of the usual names."
                : "Columns with a fitting name are doubtful: " + doubted + ".";
    }

    private static String ways(List<String> proposals) {
        return proposals.isEmpty() ? " Join a table of the products in a query, or name one column for all levels."
                : " Name three columns, or replace classes(…, …, …) with: " + String.join("; ", proposals) + ".";
    }

    /** The narrowest class stands for the levels below it, the widest for those above. */
    private void fill(SourceProfile source) {
        Map<Role, Integer> found = new EnumMap<>(levels);
        for (Role role : Role.CLASSES) {
            if (found.containsKey(role)) {
                continue;
            }
            Role from = found.keySet().stream().filter(other -> other.compareTo(role) > 0).findFirst()
                    .orElseGet(() -> found.keySet().stream().reduce((one, other) -> other).orElseThrow());
            levels.put(role, found.get(from));
            reasons.put(role, reasons.get(role) + "; the column of the " + from.text() + " is used instead, with "
                    + source.column(found.get(from)).differentText());
        }
    }
}
