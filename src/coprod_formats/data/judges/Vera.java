import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges PDF files by veraPDF: `Vera FLAVOUR FILE...` prints a JSON object, file to failures. */
public class Vera {
  public static void main(String[] words) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(words[0]);
    Map<String, List<String>> failures = new LinkedHashMap<>();
    for (String file : List.of(words).subList(1, words.length)) {
      failures.put(file, failuresOf(new File(file), flavour));
    }
    System.out.println(new ObjectMapper().writeValueAsString(failures));
  }

  private static List<String> failuresOf(File file, PDFAFlavour flavour) {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      return told(validator.validate(parser));
    } catch (Exception error) {
      return List.of("unreadable: " + error.getMessage());
    }
  }

  /** One line a rule, however often it is broken: its number, how often, and the first place. */
  private static List<String> told(ValidationResult result) {
    Map<String, String> firsts = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        String place = assertion.getLocation().getContext();
        firsts.putIfAbsent(rule, assertion.getMessage() + " @ " + place);
        counts.merge(rule, 1, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    firsts.forEach((rule, first) -> lines.add(rule + " x" + counts.get(rule) + ": " + first));
    if (lines.isEmpty() && !result.isCompliant()) {
      lines.add("not compliant, though no rule says so");
    }
    return lines;
  }
}
