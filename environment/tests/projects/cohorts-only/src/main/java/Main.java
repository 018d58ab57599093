import java.nio.file.Path;
import org.foresale.cohort.Cohort;
import org.foresale.cohort.Snapshot;
import org.foresale.cohort.Target;
import org.foresale.log.ColumnMapping;
import org.foresale.log.Level;
import org.foresale.log.LogSource;
import org.foresale.log.PurchaseLog;

/** Writes the samples of a CSV file to a folder: Main FILE CLASS FOLDER. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        PurchaseLog log = LogSource.file(Path.of(arguments[0]))
                .load(ColumnMapping.ofUser("customer").time("day").product("article").classes("dept", "category", "type"));
        Target target = Target.of("target", Level.SECOND, arguments[1]);
        Cohort cohort = Snapshot.fitting(log, target, 30).cohort(log);
        cohort.write(Path.of(arguments[2]));
        System.out.println(cohort.train().size() + " samples of " + log.users() + " customers");
    }
}
