package org.foresale.notebook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** Shows things as outputs of the running cell and redraws them in place. */
final class KernelScreen implements Screen {

    private static final String DISPLAY_ID = "display_id";

    private final BaseKernel kernel;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    KernelScreen(BaseKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void show(String id, String html, String text, boolean last) {
        DisplayData data = new DisplayData();
        data.putHTML(html);
        data.putText(text);
        data.putTransientData(DISPLAY_ID, id);
        uninterrupted(() -> {
            if (shown.add(id)) {
                kernel.getIO().display.display(data);
            } else {
                kernel.getIO().display.updateDisplay(data);
            }
        });
        if (last) {
            shown.remove(id);
        }
    }

    /** On a thread that is interrupted, the kernel's sockets throw; a training ends with a last picture of itself. */
    private static void uninterrupted(Runnable output) {
        boolean interrupted = Thread.interrupted();
        try {
            output.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
