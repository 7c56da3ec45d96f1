package dev.quire.api.document;

import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;

/**
 * Reads one file out of a multipart body that is already in memory. Nothing touches the disk, and
 * the name a client gives its file is never used: this is why the framework's own file uploads,
 * which are temporary files, are not.
 */
public final class MultipartFile {

  private MultipartFile() {}

  /**
   * The content of the part called {@code name}.
   *
   * @param contentType the request's content type, with its boundary
   * @throws ProblemException if the body is not multipart or has no such file
   */
  public static byte[] read(byte[] body, String contentType, String name) {
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
    HttpPostMultipartRequestDecoder decoder = null;
    try {
      // by HTTP/2 a value may have characters that Netty takes in none
      request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
      if (!HttpPostRequestDecoder.isMultipart(request)) {
        throw new ProblemException(
            ProblemType.INVALID_MULTIPART, "The Content-Type header names no boundary");
      }
      decoder = new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), request);
      InterfaceHttpData part = decoder.getBodyHttpData(name);
      if (part instanceof FileUpload file) {
        return file.get();
      }
      throw new ProblemException(
          ProblemType.INVALID_MULTIPART, "The form has no file in a part called '" + name + "'");
    } catch (ProblemException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Netty's decoder answers a damaged form with any exception there is
      throw new ProblemException(
          ProblemType.INVALID_MULTIPART, "The body is not complete multipart/form-data");
    } finally {
      if (decoder != null) {
        decoder.destroy();
      }
      request.release();
    }
  }
}
