package org.foresale.internal.bgnbd;

import java.util.function.Function;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The way down by the method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal and Wright 2006, Numerical
 * Optimization, chapter 6), each step halved until the value falls as the gradient promises.
 */
final class Bfgs {

    private static final int MAX_STEPS = 500;
    /** The steps of one variable are at most this long, or the first might lead to where all is flat. */
    private static final double MAX_STEP = 1;
    /** What a step promises, as a part of the value, below which it is lost in rounding. */
    private static final double MIN_PROMISE = 1e-14;
    private static final double MIN_PART = 1e-12;
    private static final double PART_OF_THE_PROMISE = 1e-4;

    private Bfgs() {
    }

    /** A place, the value there and the derivatives. */
    record Point(double[] at, double value, double[] gradient) {

        double maxGradient() {
            return new ArrayRealVector(gradient, false).getLInfNorm();
        }
    }

    /** The lowest point that is found; whether it is a minimum, its gradient tells. */
    static Point minimum(Function<double[], Point> function, double[] start) {
        Point point = function.apply(start);
        RealMatrix inverse = MatrixUtils.createRealIdentityMatrix(start.length);
        for (int step = 0; step < MAX_STEPS; step++) {
            RealVector gradient = new ArrayRealVector(point.gradient());
            RealVector direction = inverse.operate(gradient).mapMultiply(-1);
            double slope = direction.dotProduct(gradient);
            if (-slope <= MIN_PROMISE * Math.abs(point.value())) {
                return point;
            }
            Point next = lower(function, point, direction, slope);
            if (next == point) {
                return point;
            }
            RealVector moved = new ArrayRealVector(next.at()).subtract(new ArrayRealVector(point.at()));
            RealVector turned = new ArrayRealVector(next.gradient()).subtract(gradient);
            double curvature = moved.dotProduct(turned);
            if (curvature > 0) {
                if (step == 0) {
                    // The scale of the steps, which so far nothing tells.
                    inverse = inverse.scalarMultiply(curvature / turned.dotProduct(turned));
                }
                inverse = updated(inverse, moved, turned, curvature);
            }
            point = next;
        }
        return point;
    }

    /** A lower point in a direction; the same point if rounding leaves none. */
    private static Point lower(Function<double[], Point> function, Point from, RealVector direction, double slope) {
        for (double part = Math.min(1, MAX_STEP / direction.getLInfNorm()); part >= MIN_PART; part /= 2) {
            Point next = function.apply(new ArrayRealVector(from.at()).add(direction.mapMultiply(part)).toArray());
            if (next.value() <= from.value() + PART_OF_THE_PROMISE * part * slope) {
                return next;
            }
        }
        return from;
    }

    /** (I - s y' / s'y) H (I - y s' / s'y) + s s' / s'y. */
    private static RealMatrix updated(RealMatrix inverse, RealVector moved, RealVector turned, double curvature) {
        RealMatrix left = MatrixUtils.createRealIdentityMatrix(moved.getDimension())
                .subtract(moved.outerProduct(turned).scalarMultiply(1 / curvature));
        return left.multiply(inverse).multiply(left.transpose())
                .add(moved.outerProduct(moved).scalarMultiply(1 / curvature));
    }
}
