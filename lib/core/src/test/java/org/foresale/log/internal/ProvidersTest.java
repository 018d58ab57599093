package org.foresale.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    /** Registered in META-INF/services, as its providers are. */
    public interface Service {
    }

    /** Can be made. */
    public static final class Made implements Service {
    }

    /** Cannot be made. */
    public static final class Broken implements Service {

        public Broken() {
            throw new IllegalStateException("not today");
        }
    }

    /** As that of a plug-in that is closed. */
    @Test
    void aClassLoaderThatAlwaysFailsComesToItsEnd() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new ClassLoader(before) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("closed");
            }
        });
        try {
            assertThat(Providers.of(Service.class)).hasSize(1).first().isInstanceOf(Made.class);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Whoever asks a thousand times does not want to be told a thousand times. */
    @Test
    void whatCannotBeMadeIsToldOnceAndKeepsNothingFromBeingUsed() {
        List<LogRecord> told = new ArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord record) {
                told.add(record);
            }
        };
        Logger logger = Logger.getLogger(Providers.class.getName());
        logger.addHandler(handler);
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(Providers.of(Service.class)).hasSize(1).first().isInstanceOf(Made.class);
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(told).hasSize(1);
        assertThat(told.get(0).getMessage()).contains(Broken.class.getName(), "not today");
    }
}
