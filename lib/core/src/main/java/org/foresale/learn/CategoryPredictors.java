package org.foresale.learn;


/** Puts predictors of categories together: those of this library, and those that have a reader. */
final class CategoryPredictors {

    private CategoryPredictors() {
    }

    static CategoryPredictor read(PredictorParts parts) {
        return switch (parts.kind()) {
            case Popularity.Fitted.KIND -> Popularity.Fitted.read(parts);
            case Frequency.Fitted.KIND -> Frequency.Fitted.read(parts);
            case CategoryLogistic.Fitted.KIND -> CategoryLogistic.Fitted.read(parts);
            case ItemToItem.Fitted.KIND -> ItemToItem.Fitted.read(parts);
            case OneEach.Fitted.KIND -> OneEach.Fitted.read(parts);
            case PooledCategories.Fitted.KIND -> PooledCategories.Fitted.read(parts);
            case CategoryBlend.Fitted.KIND -> CategoryBlend.Fitted.read(parts);
            default -> PartsReader.ofService(CategoryPredictor.Reader.class, CategoryPredictor.Reader::kind,
                    CategoryPredictor.Reader::read, parts);
        };
    }
}
