package org.foresale.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Iterators that hold one element at a time: those of a partition may not fit into memory together. */
final class LazyIterators {

    private LazyIterators() {
    }

    /** What a function makes of each element. */
    static <A, B> Iterator<B> of(Iterator<A> elements, Function<A, B> function) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return elements.hasNext();
            }

            @Override
            public B next() {
                return function.apply(elements.next());
            }
        };
    }

    /** All that a function makes of each element. */
    static <A, B> Iterator<B> flat(Iterator<A> elements, Function<A, Iterator<B>> function) {
        return new Iterator<>() {
            private Iterator<B> ready = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!ready.hasNext() && elements.hasNext()) {
                    ready = function.apply(elements.next());
                }
                return ready.hasNext();
            }

            @Override
            public B next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("there are no more elements");
                }
                return ready.next();
            }
        };
    }
}
