package org.haproxystats.benchmarks;

/** The least that the start of a Java program can cost. */
final class OneLine {
  private OneLine() {}

  public static void main(String[] arguments) {
    System.out.println("started");
  }
}
