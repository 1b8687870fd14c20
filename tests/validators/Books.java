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
    Map<String, List<String>> complaints = new LinkedHashMap<>();
    for (String file : words) {
      Told told = new Told(file);
      int verdict = new EpubCheck(new File(file), told).doValidate();
      if (verdict != 0 && told.lines.isEmpty()) {
        told.lines.add("not valid, though no message says so");
      }
      complaints.put(file, told.lines);
    }
    System.out.println(new ObjectMapper().writeValueAsString(complaints));
  }

  /** Every error and warning, a line each. */
  private static class Told extends MasterReport {
    private static final EnumSet<Severity> FAULTS =
        EnumSet.of(Severity.FATAL, Severity.ERROR, Severity.WARNING);
    final List<String> lines = new ArrayList<>();

    Told(String file) {
      setEpubFileName(file);
      setLocale(Locale.ENGLISH);
    }

    @Override
    public void message(Message message, EPUBLocation place, Object... words) {
      if (FAULTS.contains(message.getSeverity())) {
        String where = place.getPath() + ":" + place.getLine() + ":" + place.getColumn();
        lines.add(where + ": " + message.getID() + ": " + message.getMessage(words));
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
