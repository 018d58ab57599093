package org.foresale.insight.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foresale.PublicLogs;
import org.foresale.Targets;
import org.foresale.cohort.Snapshot;
import org.foresale.data.CompleteJourney;
import org.foresale.learn.LogisticLearner;
import org.foresale.log.PurchaseLog;
import org.foresale.model.PurchaseModel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** The campaigns of Complete Journey. */
@Tag("slow")
class PublicCampaignsTest {

    /** Counted by DuckDB in the files themselves: coupons most of whose products that were sold are of pets. */
    @Test
    void completeJourneysPetsAreWhatIsCountedInTheFiles() {
        PurchaseLog log = PublicLogs.completeJourney();
        Snapshot pets = Snapshot.of(Targets.completeJourney().get("pets")).withDays(List.of(60, 90), 150, 60);
        PurchaseModel model = PurchaseModel.fit(pets.cohort(log), new LogisticLearner());
        Campaigns campaigns = Campaigns.of(CompleteJourney.campaignDescriptions(), CompleteJourney.campaigns(),
                        CompleteJourney.coupons(), CompleteJourney.couponRedemptions())
                .ofType("Type A").from(log.date(150));
        Table table = CampaignBacktest.of(model, pets, log, campaigns).table();
        assertThat(table.intColumn("recipients").sum()).isEqualTo(2210);
        assertThat(table.intColumn("redeemed coupon of pets").sum()).isEqualTo(20);
        assertThat(table.intColumn("redeemed any coupon").sum()).isEqualTo(410);
    }
}
