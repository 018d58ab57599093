package org.foresale.notebook;

/**
 * Where things that change are shown: an output of a notebook that is redrawn in place, or a console.
 *
 * <p>There is one screen a process. The kernel's extension puts the notebook's in place of the console.
 */
interface Screen {

    /**
     * Shows something new, or shows it anew.
     *
     * @param id   tells what is shown from all else; the same id redraws in place
     * @param html it as HTML
     * @param text it as one line of text
     * @param last whether it will not change again
     */
    void show(String id, String html, String text, boolean last);

    /** The screen of this process. */
    static Screen current() {
        return Holder.current;
    }

    /** Makes a screen that of this process. */
    static void use(Screen screen) {
        Holder.current = screen;
    }

    /** Holds the one screen. */
    final class Holder {

        private static volatile Screen current = new Console();

        private Holder() {
        }
    }

    /** Prints the last state only: a console cannot redraw everywhere. */
    final class Console implements Screen {

        @Override
        public void show(String id, String html, String text, boolean last) {
            if (last) {
                System.out.println(text);
            }
        }
    }
}
