package dev.quire.document.text;

import java.io.*;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.pdfparser.*;

public class Dump {
  public static void main(String[] a) throws Exception {
    var d = Loader.loadPDF(new File(a[0]));
    var p = new PDFStreamParser(d.getPage(Integer.parseInt(a[1]) - 1));
    Object t;
    StringBuilder sb = new StringBuilder();
    while ((t = p.parseNextToken()) != null) {
      sb.append(t instanceof Operator o ? o.getName() + "\n" : t + " ");
    }
    System.out.println(sb);
  }
}
