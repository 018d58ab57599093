package org.foresale.log.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds the registered providers of a service in the class loader of this library and in that of the application.
 */
public final class Providers {

    private static final System.Logger LOGGER = System.getLogger(Providers.class.getName());

    /** A class loader that fails each time it is asked never comes to its end. */
    private static final int MAX_FAILURES = 100;
    /** What was told already: a program that reads many models is told once of each provider. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private Providers() {
    }

    /**
     * Returns all providers that can be instantiated. If one fails, the others are still returned.
     *
     * @param <T>     the service
     * @param service its interface
     * @return the providers, those from this library's class loader first
     */
    public static <T> List<T> of(Class<T> service) {
        List<T> made = new ArrayList<>();
        Stream.concat(Stream.of(Providers.class.getClassLoader()),
                        Optional.ofNullable(Thread.currentThread().getContextClassLoader()).stream()).distinct()
                .forEach(loader -> addAll(ServiceLoader.load(service, loader).iterator(), made));
        return made;
    }

    private static <T> void addAll(Iterator<T> providers, List<T> made) {
        int failures = 0;
        while (failures < MAX_FAILURES) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                made.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                if (TOLD.add(String.valueOf(e.getMessage()))) {
                    LOGGER.log(System.Logger.Level.WARNING, "a service provider cannot be instantiated: "
                            + e.getMessage()
                            + (e.getCause() == null ? "" : ", because of " + e.getCause()));
                }
            }
        }
    }
}
