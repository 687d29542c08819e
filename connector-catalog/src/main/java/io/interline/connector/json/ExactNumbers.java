package io.interline.connector.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.interline.tenant.NumberRules;
import java.math.BigDecimal;

/// Makes nodes of decimals with all their digits, and none of a decimal that is not kept.
final class ExactNumbers extends JsonNodeFactory {

  private static final long serialVersionUID = 1;

  ExactNumbers() {
    super(true);
  }

  @Override
  public ValueNode numberNode(BigDecimal number) {
    if (number != null && !NumberRules.isKept(number)) throw new NotKept();
    return super.numberNode(number);
  }

  /// A number with too many digits.
  static final class NotKept extends ArithmeticException {
    private static final long serialVersionUID = 1;

    NotKept() {
      super(NumberRules.REFUSED);
    }
  }
}
