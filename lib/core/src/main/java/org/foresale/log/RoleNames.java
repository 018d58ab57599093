package org.foresale.log;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What columns are commonly called, in small letters without blanks and signs; names that say most come first. */
final class RoleNames {

    static final List<Set<String>> USERS = List.of(names("""
            userid user customerid customer customerkey customerno customernumber customeruniqueid custid cust
            custno custkey customeruserid householdid household householdkey householdnumber hhid memberid
            member memberno membernumber clientid client clientno clientnumber shopperid shopper buyerid buyer
            accountid account accountno visitorid panelid loyaltyid loyaltycardnumber cardid cardno cardnumber
            surveyresponseid kundennummer kundennr kundenr kundenid kunde kdnr kundenkarte kundenkartennummer
            debitor debitorennummer debitornr idclient nclient noclient numclient numeroclient codeclient
            carteclient numerocarte cliente idcliente clienteid ncliente nocliente numcliente numerocliente
            codigocliente codcliente kundencode kundenkonto kdnummer mitgliedsnummer mitgliedsnr
            identifiantclient compteclient adherent codigodecliente numerodecliente socio numerosocio 用户id 用户
            用户编号 客户id 客户 客户编号 会员id 会员号 会员编号 会员卡号 顾客id 买家id"""),
            names("""
            email emailaddress billingemail customeremail useremail emailadresse adresseemail courriel correo
            correoelectronico"""));

    static final List<Set<String>> TIMES = List.of(names("""
            timestamp datetime date day orderdate ordertime orderedat orderdatetime ordertimestamp
            orderpurchasetimestamp purchasedate purchasetime purchasedat purchasedatetime transactiondate
            transactiontime transactiontimestamp transactiondatetime transdate tdat invoicedate invoicedatetime
            saledate saledatetime receiptdate boughtat boughton eventtime orderedon placedat placedon dateplaced
            dateoforder dateofpurchase dateofsale purchasedon soldat soldon belegdatum bestelldatum
            rechnungsdatum kaufdatum auftragsdatum vorgangsdatum bestellzeitpunkt bestellzeit kaufzeitpunkt
            buchungsdatum datum bondatum verkaufsdatum zeitstempel datecommande datedecommande dateachat
            datedachat datevente datedevente datefacture datefacturation datedefacturation dateticket fecha
            fechapedido fechadepedido fechahora fechayhora fechaorden fechadeorden fechadelpedido fechacompra
            fechadecompra fechaventa fechadeventa fechafactura fechadefactura 下单时间 下单日期 订单时间 订单日期 购买时间 购买日期
            交易时间 交易日期 日期"""),
            names("ts createdat created createdon orderdatecreated time 时间"), names("paidat processedat 付款时间"));

    static final List<Set<String>> PRODUCTS = List.of(names("""
            productid productcode productkey productno productnumber productsku sku skuid itemid itemcode itemno
            itemnumber articleid articleno articlenumber stockcode upc ean gtin asin asinisbn
            asinisbnproductcode isbn goodsid lineitemsku variantsku itemsku articlesku productref itemref
            artikelnummer artikelnr artikelid artnr materialnummer materialnr produktnummer produktnr produktid
            referenceproduit referencearticle refproduit refarticle codeproduit codearticle idproduit idarticle
            codigoproducto codigodeproducto codigoarticulo codigodearticulo idproducto idarticulo codproducto
            codarticulo 商品id 商品编号 商品编码 货号 sku编码"""),
            names("product item article artikel produit producto articulo reference referencia 商品"),
            names("productname itemname lineitemname articlename artikelbezeichnung 商品名称 title description"));

    static final List<Set<String>> FIRST_CLASSES = List.of(names("""
            department dept productdepartment division maincategory rootcategory topcategory category1
            categorylevel1 cat1 class1 level1 indexgroupname hauptwarengruppe warenbereich abteilung sparte
            hauptgruppe obergruppe oberkategorie hauptkategorie warenhauptgruppe produktbereich rayon univers
            departamento seccion categorieprincipale familleprincipale categoriaprincipal 一级类目 一级分类 大类"""));

    static final List<Set<String>> SECOND_CLASSES = List.of(names("""
            category productcategory categoryname categorycode itemcategory category2 categorylevel2 cat2 class2
            level2 aisle commodity commoditydesc productgroup productgroupname itemgroup
            productcategorynameenglish warengruppe artikelgruppe produktgruppe kategorie artikelkategorie
            produktkategorie warenkategorie categorieproduit categoriaproducto categoriadeproducto categorie
            famille famillearticle familleproduit categoria familia 类目 商品类目 二级类目 二级分类 中类 品类 分类 商品分类"""),
            names("productcategoryname categoryid productcategoryid 类目id 商品类目id"));

    static final List<Set<String>> THIRD_CLASSES = List.of(names("""
            subcategory productsubcategory producttype producttypename itemtype subclass productsubclass
            category3 categorylevel3 cat3 class3 level3 subcommodity subcommoditydesc unterwarengruppe
            warenuntergruppe untergruppe unterkategorie feingruppe feinwarengruppe artikelart produktart
            souscategorie sousfamille sousgroupe subcategoria subfamilia subgrupo 三级类目 三级分类 小类 子类目"""), names("type"));

    static final List<Set<String>> BASKETS = List.of(names("""
            basketid basket orderid order ordernumber orderref orderreference ordernum ordercode orderno
            orderkey transactionid transaction transactionno transactionnumber transid transno invoiceno
            invoiceid invoicenumber invoice receiptid receipt receiptno receiptnumber ticketid ticketno
            ticketnumber ticket billno saleid purchaseid belegnummer belegnr beleg rechnungsnummer rechnungsnr
            bestellnummer bestellnr auftragsnummer auftragsnr auftrag auftragnr auftragsid bestellung
            bestellungsnummer bestellungsnr vorgang vorgangsnummer vorgangsnr vorgangsid rechnung rechnungnr
            rechnungsid einkaufsnummer kassenbon bonnummer bonnr bon belegid bestellid ncommande nocommande
            numcommande numerocommande numerodecommande commande idcommande codecommande refcommande
            referencecommande nfacture nofacture numerofacture facture nticket numeroticket numerodeticket
            npedido nopedido numpedido numeropedido numerodepedido pedido idpedido orden idorden norden noorden
            numorden numeroorden numerodeorden ordencompra ordendecompra recibo numerorecibo boleta nfactura
            nofactura numerofactura factura 订单号 订单id 订单编号 订单 交易号 小票号"""),
            names("usersession sessionid session visitid"));

    static final List<Set<String>> QUANTITIES = List.of(names("""
            quantity qty units pieces itemcount unitssold itemquantity itemqty orderquantity orderqty
            quantityordered quantitysold lineitemquantity menge anzahl stück bestellmenge verkaufsmenge
            absatzmenge liefermenge stueck stk stückzahl quantite qte qtecommandee qtevendue quantitecommandee
            quantitevendue cantidad cant cantidadvendida cantidadpedida unidades 数量 件数 购买数量"""));

    static final List<Set<String>> VALUES = List.of(names("""
            value salesvalue amount price paid spend revenue sales netsales linetotal linevalue lineamount
            itemtotal totalprice netamount net netvalue netrevenue linenet linerevenue linesubtotal
            lineitemtotal extendedamount extendedprice betrag umsatz nettobetrag nettoumsatz positionswert netto
            nettowert nettosumme nettoerlös erlös umsatznetto warenwert positionssumme postenbetrag wert
            gesamtpreis gesamtbetrag positionsbetrag zeilenbetrag zeilensumme amountcents amountincents montant
            montantht montantttc montantligne montantnet montantligneht totalligneht totalht totalttc totalnet
            chiffredaffaires caht ca prixtotal totalligne importe importetotal importelinea importeneto neto
            totalneto totallinea valor valorventa ventaneta preciototal ventas 金额 实付金额 销售额"""), names("""
            unitprice purchasepriceperunit lineitemprice itemprice itemcost grosssales bruttobetrag brutto
            bruttowert bruttoumsatz gesamt gesamtsumme summe grossamount subtotal preis einzelpreis stückpreis
            prix prixunitaire precio preciounitario pricecents priceincents 单价 价格 total totalamount ordertotal
            ordervalue invoicetotal"""));

    /** Names of the price of one piece. */
    static final Set<String> PRICES_OF_A_PIECE = names("unitprice purchasepriceperunit lineitemprice itemprice itemcost"
            + " einzelpreis stückpreis prixunitaire preciounitario 单价");

    /** Names of what tells purchases from other lines. */
    static final Set<String> MARKS = names("""
            eventtype event eventname behavior behaviortype behaviour behaviourtype action actiontype status
            orderstatus financialstatus fulfillmentstatus paymentstatus transactiontype linetype recordtype
            vorgangsart belegart bestellstatus statut statutcommande typedevente estadopedido tipodeventa 行为
            行为类型 订单状态 状态""");

    /** Names of the same, but also of much else. */
    static final Set<String> PERHAPS_MARKS = names("type state kind typ art estado");

    /** Names of what a product is called. */
    static final Set<String> DESCRIPTIONS = names("""
            description productdescription productname itemname itemdescription lineitemname articlename prodname
            title bezeichnung artikelbezeichnung artikelname designation libelle nomproduit descripcion nombreproducto
            item product article 商品名称 商品名""");

    private RoleNames() {
    }

    private static Set<String> names(String text) {
        return Arrays.stream(text.strip().split("\\s+")).map(ColumnProfile::plain)
                .collect(Collectors.toUnmodifiableSet());
    }
}
