package io.interline.flow.internal.expression;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Interfaces;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.Superclass;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// Rewrites class files of the JSLT library: hooks at the start and the end of methods that
/// recurse, guarded calls in place of those that allocate or walk deep. [WovenCalls] says which.
final class Weaver {

  private static final String LIBRARY = "com.schibsted.spt.data.jslt.";
  private static final ClassDesc PARSER = ClassDesc.of(LIBRARY + "parser.JsltParser");
  private static final ClassDesc TOKEN = ClassDesc.of(LIBRARY + "parser.Token");
  private static final ClassDesc CHECKPOINTS = of(Checkpoints.class);
  private static final ClassDesc CALLS = of(GuardedCalls.class);
  private static final ClassDesc ARGUMENTS = of(GuardedArguments.class);
  private static final ClassDesc NUMBERS = of(GuardedNumbers.class);
  private static final ClassDesc ARITHMETIC = of(ExactArithmetic.class);
  private static final ClassDesc OPERATOR = ClassDesc.of(LIBRARY + "impl.AbstractOperator");
  private static final ClassDesc NODE = of(JsonNode.class);
  private static final ClassDesc CARRIER = of(BudgetCarrier.class);

  private final ClassFile classFile;
  private final SortedSet<String> hooks = new ConcurrentSkipListSet<>();
  private final Set<String> referenced = new ConcurrentSkipListSet<>();

  Weaver(ClassLoader library) {
    classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(library)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /// What was woven so far, as `Class.method hook`: a test compares it with the list for the pinned
  /// version of the library.
  SortedSet<String> hooks() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(hooks));
  }

  /// Names of the library's classes that the ones woven so far refer to.
  Set<String> referenced() {
    return Set.copyOf(referenced);
  }

  byte[] weave(byte[] original) {
    var model = classFile.parse(original);
    String name = model.thisClass().asInternalName();
    String type = name.substring(name.lastIndexOf('/') + 1);
    for (var entry : model.constantPool())
      if (entry instanceof ClassEntry type2 && type2.asInternalName().startsWith("com/schibsted/"))
        referenced.add(type2.asInternalName().replace('/', '.'));
    return classFile.transformClass(
        model,
        (out, element) -> {
          switch (element) {
            case Superclass _ when type.equals("Scope") -> out.withSuperclass(CARRIER);
            case Interfaces interfaces when type.equals("AbstractNode") -> {
              var all = new ArrayList<ClassDesc>();
              interfaces.interfaces().forEach(entry -> all.add(entry.asSymbol()));
              all.add(of(Located.class));
              out.withInterfaceSymbols(all);
            }
            case MethodModel method when method.code().isPresent() ->
                out.transformMethod(
                    method, MethodTransform.transformingCode(new MethodHooks(type, method)));
            default -> out.with(element);
          }
        });
  }

  private static ClassDesc of(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /// Hooks of one method.
  private final class MethodHooks implements CodeTransform {
    private final String type;
    private final String where;
    private final String descriptor;
    private final boolean isStatic;
    private final boolean evaluates;
    private final int weight;
    private Literal literal = Literal.NONE;

    /// How far within the instructions that make a node of a decimal literal.
    private enum Literal {
      NONE,
      MADE,
      DOUBLED
    }

    MethodHooks(String type, MethodModel method) {
      String name = method.methodName().stringValue();
      this.type = type;
      where = type + "." + name;
      descriptor = method.methodType().stringValue();
      isStatic = method.flags().has(AccessFlag.STATIC);
      evaluates = WovenCalls.evaluates(type, name, method.methodType().stringValue());
      weight = WovenCalls.weight(type, name);
    }

    @Override
    public void atStart(CodeBuilder code) {
      var exact = WovenCalls.exact(where + descriptor);
      if (exact != WovenCalls.Exact.NO) exactFirst(code, exact);
      if (evaluates) {
        hooks.add(where + " evaluates");
        code.aload(1)
            .aload(0)
            .invokestatic(CHECKPOINTS, "enter", MethodTypeDesc.of(CD_void, CARRIER, CD_Object));
      } else if (weight > 0 && type.equals("JsltParser")) {
        hooks.add(where + " parses");
        for (var field : new String[] {"beginLine", "beginColumn"})
          code.aload(0).getfield(PARSER, "token", TOKEN).getfield(TOKEN, field, CD_int);
        code.loadConstant(weight)
            .invokestatic(
                CHECKPOINTS, "enterParser", MethodTypeDesc.of(CD_void, CD_int, CD_int, CD_int));
      } else if (weight > 0) {
        hooks.add(where + " compiles");
        if (isStatic) code.aconst_null();
        else code.aload(0);
        code.loadConstant(weight)
            .invokestatic(
                CHECKPOINTS, "enterCompiler", MethodTypeDesc.of(CD_void, CD_Object, CD_int));
      }
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      switch (element) {
        case ReturnInstruction _ when evaluates ->
            code.aload(1)
                .invokestatic(CHECKPOINTS, "exit", MethodTypeDesc.of(CD_void, CARRIER))
                .with(element);
        case ReturnInstruction _ when weight > 0 ->
            code.loadConstant(weight)
                .invokestatic(CHECKPOINTS, "exitCompiler", MethodTypeDesc.of(CD_void, CD_int))
                .with(element);
        case NewObjectInstruction made when isLiteral(made) -> literal = Literal.MADE;
        case StackInstruction _ when literal == Literal.MADE -> literal = Literal.DOUBLED;
        case InvokeInstruction call when literal == Literal.DOUBLED -> literal(code, call);
        case InvokeInstruction invocation -> invoke(code, invocation);
        default -> code.with(element);
      }
    }

    private boolean isLiteral(NewObjectInstruction made) {
      return WovenCalls.hasLiterals(type)
          && made.className().asInternalName().endsWith("/DoubleNode");
    }

    /// Numbers never come to the method's own code.
    private void exactFirst(CodeBuilder code, WovenCalls.Exact exact) {
      hooks.add(where + " exact " + exact.method());
      var others = code.newLabel();
      if (exact == WovenCalls.Exact.OPERATION) {
        // Never absent, but code that nothing leads to cannot be kept.
        code.aload(1)
            .ifnull(others)
            .aload(1)
            .aload(2)
            .aload(0)
            .invokevirtual(OPERATOR, "getOperator", MethodTypeDesc.of(CD_String))
            .invokestatic(
                ARITHMETIC, exact.method(), MethodTypeDesc.of(NODE, NODE, NODE, CD_String))
            .areturn()
            .labelBinding(others);
        return;
      }
      code.aload(0)
          .aload(1)
          .invokestatic(ARITHMETIC, "areNumbers", MethodTypeDesc.of(CD_boolean, NODE, NODE))
          .ifeq(others)
          .aload(0)
          .aload(1);
      if (exact == WovenCalls.Exact.ORDER)
        code.invokestatic(ARITHMETIC, exact.method(), MethodTypeDesc.of(CD_double, NODE, NODE))
            .dreturn();
      else
        code.invokestatic(ARITHMETIC, exact.method(), MethodTypeDesc.of(CD_boolean, NODE, NODE))
            .ireturn();
      code.labelBinding(others);
    }

    /// The text of the literal is on the stack: it is parsed here, not into a double.
    private void literal(CodeBuilder code, InvokeInstruction call) {
      if (!call.name().equalsString("<init>")) return;
      literal = Literal.NONE;
      hooks.add(where + " literal");
      code.invokestatic(NUMBERS, "literal", MethodTypeDesc.of(NODE, CD_String));
    }

    private void invoke(CodeBuilder code, InvokeInstruction original) {
      String call =
          original.owner().asInternalName()
              + "."
              + original.name().stringValue()
              + ":"
              + original.type().stringValue();
      String replacement = WovenCalls.replacement(call);
      String filter = WovenCalls.filter(call);
      if (!replacement.isEmpty()) {
        hooks.add(where + " " + call);
        replace(code, original, replacement);
      } else if (!filter.isEmpty()) {
        hooks.add(where + " " + call);
        var argument = original.typeSymbol().parameterType(0);
        code.invokestatic(ARGUMENTS, filter, MethodTypeDesc.of(argument, argument)).with(original);
      } else if (type.equals("Scope") && call.equals("java/lang/Object.<init>:()V")) {
        code.invokespecial(CARRIER, "<init>", MethodTypeDesc.of(CD_void));
      } else {
        code.with(original);
      }
    }

    private void replace(CodeBuilder code, InvokeInstruction original, String replacement) {
      var signature = original.typeSymbol();
      if (original.opcode() != Opcode.INVOKESTATIC)
        signature = signature.insertParameterTypes(0, original.owner().asSymbol());
      if (evaluates && WovenCalls.isScoped(replacement)) {
        code.aload(1);
        signature = signature.insertParameterTypes(signature.parameterCount(), CARRIER);
      } else if (replacement.equals("call")) {
        code.aconst_null();
        signature = signature.insertParameterTypes(signature.parameterCount(), CARRIER);
      }
      code.invokestatic(CALLS, replacement, signature);
    }
  }
}
