package io.sunpress.worker.source.mapping;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import io.sunpress.worker.source.format.PlainJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The functions that CEL lacks and shops need: {@code json(text)} reads JSON inside JSON, {@code
 * urlDecode(text)} reads form values, {@code decimal(base64, scale)} reads Kafka Connect's numbers.
 */
final class ExpressionFunctions {
  private static final int MAX_SCALE = 1000;

  private ExpressionFunctions() {}

  static List<CelFunctionDecl> declarations() {
    return List.of(
        CelFunctionDecl.newFunctionDeclaration(
            "json",
            CelOverloadDecl.newGlobalOverload("json_string", SimpleType.DYN, SimpleType.STRING)),
        CelFunctionDecl.newFunctionDeclaration(
            "urlDecode",
            CelOverloadDecl.newGlobalOverload(
                "url_decode_string", SimpleType.STRING, SimpleType.STRING)),
        CelFunctionDecl.newFunctionDeclaration(
            "decimal",
            CelOverloadDecl.newGlobalOverload(
                "decimal_string_int", SimpleType.STRING, SimpleType.STRING, SimpleType.INT)));
  }

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("json_string", String.class, PlainJson::read),
        CelFunctionBinding.from("url_decode_string", String.class, ExpressionFunctions::urlDecode),
        CelFunctionBinding.from(
            "decimal_string_int", String.class, Long.class, ExpressionFunctions::decimal));
  }

  private static String urlDecode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String decimal(String base64, Long scale) {
    if (Math.abs(scale) > MAX_SCALE) {
      throw new IllegalArgumentException("the scale is too large");
    }
    byte[] unscaled = Base64.getDecoder().decode(base64);
    return new BigDecimal(new BigInteger(unscaled), scale.intValue()).toPlainString();
  }
}
