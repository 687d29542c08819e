package io.interline.flow.internal.expression;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Defines the classes of the JSLT library a second time, woven. Jackson, and those types of the
/// library that cross the border, come from the parent.
final class WeavingLoader extends ClassLoader {

  private static final String LIBRARY = "com.schibsted.spt.data.jslt.";
  private static final String OWN = WeavingLoader.class.getPackageName() + ".woven.";
  private static final Set<String> SHARED =
      Set.of(
          LIBRARY + "Expression",
          LIBRARY + "Function",
          LIBRARY + "Callable",
          LIBRARY + "Module",
          LIBRARY + "ResourceResolver",
          LIBRARY + "JsltException",
          LIBRARY + "impl.Location",
          LIBRARY + "impl.RegexpFunction");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader library;
  private final Weaver weaver;

  WeavingLoader(ClassLoader library) {
    super("jslt-woven", library);
    this.library = library;
    this.weaver = new Weaver(library);
  }

  /// The compiler of the woven library, with every class of it loaded and initialised: lazily that
  /// would happen in some tenant's time.
  MappingCompiler compiler() {
    try {
      var compiler =
          (MappingCompiler) loadClass(OWN + "WovenCompiler").getConstructor().newInstance();
      loadClass(LIBRARY + "Parser");
      var initialised = new HashSet<String>();
      for (var next = weaver.referenced(); initialised.addAll(next); next = weaver.referenced()) {
        for (var name : next) Class.forName(name, true, this);
      }
      return compiler;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot weave the JSLT library", e);
    }
  }

  Weaver weaver() {
    return weaver;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean woven = name.startsWith(LIBRARY) && !SHARED.contains(name);
    if (!woven && !name.startsWith(OWN)) return super.loadClass(name, resolve);
    synchronized (getClassLoadingLock(name)) {
      var known = findLoadedClass(name);
      return known != null ? known : define(name, woven);
    }
  }

  private Class<?> define(String name, boolean woven) throws ClassNotFoundException {
    try (var in = library.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) throw new ClassNotFoundException(name);
      byte[] code = woven ? weaver.weave(in.readAllBytes()) : in.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
