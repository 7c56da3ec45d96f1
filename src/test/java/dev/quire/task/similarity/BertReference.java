package dev.quire.task.similarity;

/**
 * BERT's forward pass by hand, in double precision, one row at a time and without any padding: from
 * its paper and that of Transformers, not from the graph.
 */
final class BertReference {

  private final TinyBert bert;
  private final TinyBert.Size size;

  BertReference(TinyBert bert) {
    this.bert = bert;
    this.size = bert.size();
  }

  /** The probability of label 1. */
  double score(PreparedText text) {
    double[] first = states(text)[0];
    double[] pooled = dense("pooler", first);
    for (int i = 0; i < pooled.length; i++) {
      pooled[i] = Math.tanh(pooled[i]);
    }
    double[] logits = dense("classifier", pooled);
    return 1 / (1 + Math.exp(logits[0] - logits[1]));
  }

  /** The mean over all tokens. */
  double[] mean(PreparedText text) {
    double[][] states = states(text);
    double[] mean = new double[size.hidden()];
    for (double[] state : states) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += state[i] / states.length;
      }
    }
    return mean;
  }

  static double cosine(double[] one, double[] other) {
    double product = 0;
    double square = 0;
    double otherSquare = 0;
    for (int i = 0; i < one.length; i++) {
      product += one[i] * other[i];
      square += one[i] * one[i];
      otherSquare += other[i] * other[i];
    }
    return product / Math.sqrt(square * otherSquare);
  }

  /** The last layer's vector of each token. */
  double[][] states(PreparedText text) {
    double[][] x = new double[text.length()][];
    for (int at = 0; at < x.length; at++) {
      double[] sum = new double[size.hidden()];
      for (int i = 0; i < sum.length; i++) {
        int type = at < text.split() ? 0 : 1;
        sum[i] =
            (double) bert.get("words")[text.ids()[at] * size.hidden() + i]
                + bert.get("positions")[at * size.hidden() + i]
                + bert.get("types")[type * size.hidden() + i];
      }
      x[at] = normal("embeddings", sum);
    }
    for (int layer = 0; layer < size.layers(); layer++) {
      double[][] mixed = attend(layer, x);
      for (int at = 0; at < x.length; at++) {
        double[] attended =
            normal(layer + ".attention", sum(x[at], dense(layer + ".mix", mixed[at])));
        double[] inner = dense(layer + ".up", attended);
        for (int i = 0; i < inner.length; i++) {
          inner[i] = inner[i] * normalDistribution(inner[i]);
        }
        x[at] = normal(layer + ".output", sum(attended, dense(layer + ".down", inner)));
      }
    }
    return x;
  }

  private double[][] attend(int layer, double[][] x) {
    int length = x.length;
    double[][] q = new double[length][];
    double[][] k = new double[length][];
    double[][] v = new double[length][];
    for (int at = 0; at < length; at++) {
      q[at] = dense(layer + ".query", x[at]);
      k[at] = dense(layer + ".key", x[at]);
      v[at] = dense(layer + ".value", x[at]);
    }
    double[][] mixed = new double[length][size.hidden()];
    for (int head = 0; head < size.heads(); head++) {
      int from = head * size.head();
      for (int at = 0; at < length; at++) {
        double[] weights = new double[length];
        double total = 0;
        for (int other = 0; other < length; other++) {
          double product = 0;
          for (int i = from; i < from + size.head(); i++) {
            product += q[at][i] * k[other][i];
          }
          weights[other] = Math.exp(product / Math.sqrt(size.head()));
          total += weights[other];
        }
        for (int other = 0; other < length; other++) {
          for (int i = from; i < from + size.head(); i++) {
            mixed[at][i] += weights[other] / total * v[other][i];
          }
        }
      }
    }
    return mixed;
  }

  private double[] dense(String name, double[] x) {
    float[] w = bert.get(name + ".w");
    float[] b = bert.get(name + ".b");
    double[] y = new double[b.length];
    for (int out = 0; out < y.length; out++) {
      y[out] = b[out];
      for (int in = 0; in < x.length; in++) {
        y[out] += x[in] * w[in * y.length + out];
      }
    }
    return y;
  }

  private double[] normal(String name, double[] x) {
    double mean = 0;
    for (double value : x) {
      mean += value / x.length;
    }
    double variance = 0;
    for (double value : x) {
      variance += (value - mean) * (value - mean) / x.length;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] =
          (x[i] - mean) / Math.sqrt(variance + TinyBert.EPSILON) * bert.get(name + ".gamma")[i]
              + bert.get(name + ".beta")[i];
    }
    return y;
  }

  private static double[] sum(double[] one, double[] other) {
    double[] sum = new double[one.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = one[i] + other[i];
    }
    return sum;
  }

  /**
   * The share of the normal distribution below a value, by Simpson's rule over its density: good to
   * 1e-9, and no relative of any {@code erf}.
   */
  private static double normalDistribution(double value) {
    double end = Math.min(Math.abs(value), 8);
    int steps = 200;
    double h = end / steps;
    double sum = 1 + Math.exp(-end * end / 2);
    for (int i = 1; i < steps; i++) {
      double t = i * h;
      sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-t * t / 2);
    }
    double half = sum * h / 3 / Math.sqrt(2 * Math.PI);
    return value < 0 ? 0.5 - half : 0.5 + half;
  }
}
