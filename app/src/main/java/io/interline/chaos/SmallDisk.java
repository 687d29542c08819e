package io.interline.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of a size that can be filled, where one can be mounted; else a plain folder.
///
/// @param isSmall whether it can be filled
record SmallDisk(Path folder, boolean isSmall) implements AutoCloseable {

  private static final String SIZE = "size=1500m,mode=0755";

  static SmallDisk mount(Path folder, boolean wanted) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean small =
        wanted && run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString()) == 0;
    return new SmallDisk(folder, small);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (isSmall) run("umount", folder.toString());
  }
}
