package dev.quire.fuzz;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection's bytes to a service and what came back, whatever the bytes are. */
record Wire(String host, int port, int patienceMillis) {

  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] (\\d{3})");
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)\\r?$");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding: *chunked\\r?$");
  private static final int CONTINUE = 100;
  private static final int OK = 200;
  private static final int MOST_HEAD = 1 << 16;

  /** How it ended for the client. */
  enum End {
    /** The service said all it had to say. */
    ANSWERED,
    /** It hung up, or ended the stream or the connection by a frame. */
    HUNG_UP,
    /** It said nothing more, and the client hung up. */
    SILENT
  }

  /**
   * What came back.
   *
   * @param statuses of final answers, in their order
   */
  record Heard(List<Integer> statuses, End end) {}

  /**
   * Sends bytes that should be one request of HTTP/1.1 and reads one answer.
   *
   * @param half ends the client's side after them, as where the bytes may be too few
   */
  Heard http1(byte[] bytes, boolean half) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    try (Socket socket = connect()) {
      write(socket, bytes, half);
      InputStream in = socket.getInputStream();
      while (true) {
        String head = head(in);
        Matcher status = STATUS.matcher(head);
        if (!status.find()) {
          return new Heard(statuses, End.HUNG_UP);
        }
        int code = Integer.parseInt(status.group(1));
        if (code >= OK) {
          statuses.add(code);
          body(in, head);
          return new Heard(statuses, End.ANSWERED);
        }
        if (code != CONTINUE) {
          return new Heard(statuses, End.HUNG_UP);
        }
      }
    } catch (SocketTimeoutException e) {
      return new Heard(statuses, End.SILENT);
    } catch (IOException e) {
      return new Heard(statuses, statuses.isEmpty() ? End.HUNG_UP : End.ANSWERED);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MOST_HEAD && head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void body(InputStream in, String head) throws IOException {
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      in.readNBytes(Integer.parseInt(length.group(1)));
    } else if (CHUNKED.matcher(head).find()) {
      String size;
      do {
        size = line(in);
        in.readNBytes(size.isEmpty() ? 0 : Integer.parseInt(size.split(";")[0].strip(), 16));
        line(in);
      } while (!size.isEmpty() && !size.equals("0"));
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  /**
   * Sends bytes that should be HTTP/2 and reads until the streams have their ends.
   *
   * @param streams how many answers there may be
   */
  Heard http2(byte[] bytes, int streams) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      write(socket, bytes, false);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder(false);
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      int ended = 0;
      while (ended < streams) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        switch (type) {
          case Frames.HEADERS, Frames.CONTINUATION -> {
            int from = type == Frames.HEADERS ? Frames.fieldsAt(flags) : 0;
            block.write(payload, from, length - from);
            if ((flags & Frames.END_HEADERS) != 0) {
              CharSequence status =
                  headers
                      .decodeHeaders(stream, Unpooled.wrappedBuffer(block.toByteArray()))
                      .status();
              block.reset();
              // trailers have none
              int code = status == null ? 0 : Integer.parseInt(status.toString());
              if (code >= OK) {
                statuses.add(code);
              }
            }
          }
          case Frames.SETTINGS -> {
            if ((flags & Frames.ACK) == 0) {
              out.write(new Frames().frame(Frames.SETTINGS, Frames.ACK, 0, new byte[0]).bytes());
            }
          }
          case Frames.RST_STREAM -> ended++;
          case Frames.GOAWAY -> {
            return new Heard(statuses, End.HUNG_UP);
          }
          case Frames.DATA -> {
            if (length > 0) {
              byte[] more = Frames.number(length);
              out.write(new Frames().frame(Frames.WINDOW_UPDATE, 0, 0, more).bytes());
              out.write(new Frames().frame(Frames.WINDOW_UPDATE, 0, stream, more).bytes());
            }
          }
          default -> {
            // of no interest
          }
        }
        if ((type == Frames.HEADERS || type == Frames.DATA) && (flags & Frames.END_STREAM) != 0) {
          ended++;
        }
      }
      return new Heard(statuses, statuses.size() < streams ? End.HUNG_UP : End.ANSWERED);
    } catch (SocketTimeoutException e) {
      return new Heard(statuses, End.SILENT);
    } catch (EOFException | Http2Exception e) {
      return new Heard(statuses, End.HUNG_UP);
    } catch (IOException e) {
      return new Heard(statuses, End.HUNG_UP);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(host, port);
    socket.setSoTimeout(patienceMillis);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** Whoever is refused while it sends still reads why. */
  private static void write(Socket socket, byte[] bytes, boolean half) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      if (half) {
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      // the answer may be there
    }
  }
}
