package org.foresale.internal.bgnbd;

/**
 * Minus the mean log-likelihood of customers, with its derivatives (Fader, Hardie and Lee 2005, formula 6).
 *
 * <p>It is a function of four numbers without bounds. Each parameter is its unit times exp(B · tanh(number / B)), so
 * that it is between 1/10,000 and 10,000 units and about exp(number) units around one; the unit of alpha is the mean
 * age.
 */
final class LogLikelihood {

    private static final double BOUND = Math.log(1e4);

    private final Customers customers;
    private final double[] units;

    LogLikelihood(Customers customers) {
        this.customers = customers;
        this.units = new double[] {1, customers.meanAge(), 1, 1};
    }

    BgNbd model(double[] at) {
        double[] parameters = new double[at.length];
        for (int k = 0; k < at.length; k++) {
            parameters[k] = units[k] * Math.exp(BOUND * Math.tanh(at[k] / BOUND));
        }
        return new BgNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
    }

    /** Whether all parameters are well within their bounds. */
    static boolean isInside(double[] at) {
        for (double each : at) {
            if (Math.abs(Math.tanh(each / BOUND)) > .99) {
                return false;
            }
        }
        return true;
    }

    Bfgs.Point at(double[] at) {
        BgNbd model = model(at);
        double r = model.r();
        double alpha = model.alpha();
        double a = model.a();
        double b = model.b();
        double[][] products = products(model);
        double sum = 0;
        double[] slope = new double[4];
        for (int i = 0; i < customers.size(); i++) {
            int x = customers.frequency()[i];
            double recency = customers.recency()[i];
            double age = customers.age()[i];
            double silence = Math.log1p(age / alpha);
            sum += products[0][x] - r * silence - x * Math.log(alpha + age);
            slope[0] += products[1][x] - silence;
            slope[1] += r * age / (alpha * (alpha + age)) - x / (alpha + age);
            slope[2] += products[2][x];
            slope[3] += products[3][x];
            if (x > 0) {
                double logOdds = model.logOddsCeased(x, recency, age);
                double ceased = 1 / (1 + Math.exp(-logOdds));
                // log(1 + exp(logOdds)) without overflow
                sum += Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds)));
                slope[0] += ceased * Math.log1p((age - recency) / (alpha + recency));
                slope[1] -= ceased * (r + x) * (age - recency) / ((alpha + age) * (alpha + recency));
                slope[2] += ceased / a;
                slope[3] -= ceased / (b + x - 1);
            }
        }
        double[] parameters = {r, alpha, a, b};
        for (int k = 0; k < slope.length; k++) {
            double tanh = Math.tanh(at[k] / BOUND);
            slope[k] *= -parameters[k] * (1 - tanh * tanh) / customers.size();
        }
        return new Bfgs.Point(at, -sum / customers.size(), slope);
    }

    /**
     * For each frequency x, the logarithm of the product of (r + i) (b + i) / (a + b + i) for i below x, which the
     * quotients of the gamma and beta functions come to, and its derivatives by r, a and b.
     */
    private double[][] products(BgNbd model) {
        double[][] products = new double[4][customers.maxFrequency() + 1];
        for (int x = 1; x < products[0].length; x++) {
            double byRate = model.r() + x - 1;
            double byB = model.b() + x - 1;
            double byBoth = model.a() + byB;
            products[0][x] = products[0][x - 1] + Math.log(byRate) + Math.log(byB) - Math.log(byBoth);
            products[1][x] = products[1][x - 1] + 1 / byRate;
            products[2][x] = products[2][x - 1] - 1 / byBoth;
            products[3][x] = products[3][x - 1] + 1 / byB - 1 / byBoth;
        }
        return products;
    }
}
