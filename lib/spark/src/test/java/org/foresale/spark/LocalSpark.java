package org.foresale.spark;

import org.apache.spark.sql.SparkSession;

/** One Spark for all tests: two cores of this process. */
final class LocalSpark {

    /** Whether to compare all targets and many logs, for minutes; some without it. */
    static final boolean ALL = Boolean.getBoolean("foresale.spark.all");

    private LocalSpark() {
    }

    static SparkSession session() {
        return SparkSession.builder().master("local[2]").appName("test").config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2).config("spark.sql.session.timeZone", "Asia/Tokyo")
                .getOrCreate();
    }
}
