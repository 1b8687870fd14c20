import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges EPUB files by epubcheck: `Books FILE...` prints a JSON object, file to complaints. */
public class Books {
  public static void main(String[] words) throws Exception {
    Map<String, List<Map<String, Object>>> complaints = new LinkedHashMap<>();
    for (String file : words) {
      Told told = new Told(file);
      int verdict = new EpubCheck(new File(file), told).doValidate();
      if (verdict != 0 && told.said.isEmpty()) {
        told.add("ERROR", "NONE", "not valid, though no message says so", "", 0, 0);
      }
      complaints.put(file, told.said);
    }
    System.out.println(new ObjectMapper().writeValueAsString(complaints));
  }

  /** Every error and warning, with its place. */
  private static class Told extends MasterReport {
    private static final EnumSet<Severity> FAULTS =
        EnumSet.of(Severity.FATAL, Severity.ERROR, Severity.WARNING);
    final List<Map<String, Object>> said = new ArrayList<>();

    Told(String file) {
      setEpubFileName(file);
      setLocale(Locale.ENGLISH);
    }

    void add(String severity, String id, String message, String file, int line, int column) {
      said.add(
          Map.of(
              "severity", severity, "id", id, "message", message,
              "file", file, "line", line, "column", column));
    }

    @Override
    public void message(Message message, EPUBLocation place, Object... details) {
      if (FAULTS.contains(message.getSeverity())) {
        String severity = message.getSeverity() == Severity.WARNING ? "WARNING" : "ERROR";
        String words = message.getMessage(details);
        add(severity, message.getID().toString(), words, place.getPath(), place.getLine(), place.getColumn());
      }
    }

    @Override
    public void info(String resource, FeatureEnum feature, String value) {}

    @Override
    public int generate() {
      return 0;
    }

    @Override
    public void initialize() {}
  }
}
