package org.foresale;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The doors of the library: no static method, and no with… of what they give, takes null in silence. */
class NullArgumentsTest {

    /** Names from data may lack. */
    private static final Set<String> MAY_LACK = Set.of("ClassPath.ifNamed");
    private static final Map<Class<?>, Object> PLAIN = Map.of(int.class, 1, long.class, 1L, double.class, .5,
            boolean.class, true, char.class, ';', String.class, "x", Path.class, Path.of("nowhere", "none.csv"),
            Optional.class, Optional.empty(), List.class, List.of("a"), Collection.class, List.of("a"));

    /** What to call with: plain values, and whatever the doors have made of those. */
    private final Map<Class<?>, Object> known = new HashMap<>(PLAIN);
    private final List<String> silent = new ArrayList<>();
    private int tried;

    private Optional<Object> some(Class<?> type) {
        if (type.isArray()) {
            return Optional.of(Array.newInstance(type.getComponentType(), 0));
        }
        return type.isEnum() ? Optional.of(type.getEnumConstants()[0]) : Optional.ofNullable(known.get(type));
    }

    private static Optional<Object> call(Method method, Object of, Object[] arguments) {
        try {
            return Optional.ofNullable(method.invoke(of, arguments));
        } catch (InvocationTargetException | IllegalAccessException e) {
            return Optional.empty();
        }
    }

    private void nulls(Method method, Object of) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        Class<?>[] types = method.getParameterTypes();
        List<Optional<Object>> given = Arrays.stream(types).map(this::some).toList();
        for (int place = 0; place < types.length; place++) {
            int at = place;
            boolean others = IntStream.range(0, types.length)
                    .allMatch(i -> i == at || given.get(i).isPresent());
            if (types[place].isPrimitive() || !others || MAY_LACK.contains(name)) {
                continue;
            }
            Object[] arguments = given.stream().map(value -> value.orElse(null)).toArray();
            arguments[place] = null;
            tried++;
            if (call(method, of, arguments).isPresent()) {
                silent.add(name + ", argument " + (place + 1));
            }
        }
    }

    private static List<Class<?>> doors() {
        List<Class<?>> types = new ArrayList<>();
        for (JavaClass found : new ClassFileImporter().withImportOption(new ArchitectureTest.OnlyMain())
                .importPackages("org.foresale")) {
            if (!found.getPackageName().contains("internal") && Modifier.isPublic(found.reflect().getModifiers())) {
                types.add(found.reflect());
            }
        }
        return types;
    }

    private static List<Method> factories(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> method.getDeclaringClass() == type
                && Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()
                && !method.getName().matches("main|valueOf")).toList();
    }

    /** Makes an object of each type that can be made of what is known. */
    private void makeMore(List<Class<?>> types) {
        for (Class<?> type : types) {
            for (Method method : factories(type)) {
                List<Optional<Object>> given = Arrays.stream(method.getParameterTypes()).map(this::some).toList();
                if (method.getReturnType() == type && !known.containsKey(type)
                        && given.stream().allMatch(Optional::isPresent)) {
                    call(method, null, given.stream().map(Optional::orElseThrow).toArray())
                            .ifPresent(made -> known.put(type, made));
                }
            }
        }
    }

    @Test
    void theDoorsRefuseNull() {
        List<Class<?>> types = doors();
        for (int round = 0; round < 3; round++) {
            makeMore(types);
        }
        for (Class<?> type : types) {
            factories(type).forEach(method -> nulls(method, null));
            Optional.ofNullable(known.get(type)).ifPresent(made -> Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().startsWith("with") && !Modifier.isStatic(method.getModifiers()))
                    .forEach(method -> nulls(method, made)));
        }
        assertThat(silent).isEmpty();
        assertThat(tried).isGreaterThan(200);
    }
}
