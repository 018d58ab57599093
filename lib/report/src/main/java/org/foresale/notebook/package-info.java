/**
 * Output of the notebooks: charts, tables, figures and progress, in JupyterLab, in the report and on a console.
 *
 * <p>{@link org.foresale.notebook.ForesaleExtension} extends the Java kernel to show them; it installs itself if the
 * jar is on the kernel's class path.
 */
package org.foresale.notebook;
