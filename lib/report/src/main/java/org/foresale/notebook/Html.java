package org.foresale.notebook;

/** Text made safe to stand in HTML. */
final class Html {

    /**
     * Classes of an element whose texts are no formulas: JupyterLab and pages made of notebooks typeset what stands
     * between dollars, such as "$5 to $10", unless one of these names says no (that of MathJax 3, that of MathJax 2).
     */
    static final String NO_FORMULAS = "mathjax_ignore tex2jax_ignore";

    private Html() {
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
