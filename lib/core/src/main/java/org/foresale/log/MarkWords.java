package org.foresale.log;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Words by which logs tell what a line is, in small letters without blanks and signs. */
enum MarkWords {

    /** Something was bought. */
    BOUGHT("""
            purchase purchased buy bought transaction order ordered sale sales sold payment paid partiallypaid
            partiallyrefunded complete completed delivered shipped fulfilled unfulfilled partial partiallyfulfilled
            closed approved processing invoiced checkout verkauf kauf bezahlt versendet geliefert abgeschlossen
            rechnung vente achat payé payée livré livrée expédié expédiée terminé terminée venta compra pagado pagada
            entregado entregada enviado enviada completado completada 购买 已付款 已发货 已完成 交易成功"""),
    /** Somebody looked, but nothing was bought. */
    LOOKED("""
            view pv detail pageview productview viewed cart addtocart carted removefromcart removecart fav favorite
            favourite like wishlist addtowishlist click clicked search impression session login 浏览 点击 收藏 加购"""),
    /** A purchase was undone, or never came about. */
    UNDONE("""
            refund refunded return returned cancel cancelled canceled cancellation void voided failed failure declined
            rejected chargeback unavailable expired abandoned trash restocked storno storniert retoure rückgabe
            gutschrift abgebrochen annulé annulée remboursé remboursée remboursement retour avoir anulado anulada
            cancelado cancelada reembolsado reembolsada devolución devuelto devuelta 已取消 已退款 退款 退货 交易关闭""");

    private final Set<String> words;

    MarkWords(String words) {
        this.words = Arrays.stream(words.strip().split("\\s+")).map(ColumnProfile::plain)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a text says so; some shops write wc- before it. */
    boolean say(String text) {
        String plain = ColumnProfile.plain(text);
        return words.contains(plain) || plain.startsWith("wc") && words.contains(plain.substring(2));
    }

    static boolean areKnown(String text) {
        return List.of(values()).stream().anyMatch(words -> words.say(text));
    }
}
