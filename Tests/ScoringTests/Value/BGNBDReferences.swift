/// One evaluation of the published BG/NBD formulas, untransformed, by mpmath 1.3.0 with 60 digits.
///
/// At a = 1, where the published form is 0/0, it was evaluated at 1 + 1e-30.
struct BGNBDReference: Sendable {
  let r, alpha, a, b: Double
  let x: Int
  let tx, age, horizon: Double
  let purchases, alive: Double
}

let bgnbdReferences: [BGNBDReference] = [
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 2, tx: 30.43, age: 38.86, horizon: 39.0,
    purchases: 1.2260281747671444, alive: 0.726578570080673),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 26, tx: 30.86, age: 31.0, horizon: 52.0,
    purchases: 25.758195936483514, alive: 0.9689156497175251),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 8, tx: 205.6, age: 208.6, horizon: 52.0,
    purchases: 1.7074830232824452, alive: 0.9136065131745389),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 0, tx: 0.0, age: 0.0, horizon: 52.0, purchases: 1.4460505953964038,
    alive: 1.0),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 0, tx: 0.0, age: 38.86, horizon: 39.0,
    purchases: 0.19509805201126262, alive: 1.0),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 0, tx: 0.0, age: 520.0, horizon: 52.0,
    purchases: 0.023740708583063735, alive: 1.0),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 1, tx: 0.0, age: 0.0, horizon: 52.0, purchases: 4.594101819074615,
    alive: 0.753650201926064),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 500, tx: 208.6, age: 208.6, horizon: 52.0,
    purchases: 111.63239773347742, alive: 0.9984210075684113),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 500, tx: 100.0, age: 208.6, horizon: 52.0,
    purchases: 8.901399660437877e-151, alive: 7.961259095197483e-153),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 500, tx: 0.0, age: 520.0, horizon: 520.0, purchases: 0.0, alive: 0.0),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 3, tx: 10.0, age: 10.0, horizon: 1e-06,
    purchases: 1.9080358726275905e-07, alive: 0.8480551829852462),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 1, tx: 1.0, age: 2.0, horizon: 100000.0,
    purchases: 53.189485190869796, alive: 0.7124870214856668),
  .init(
    r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, x: 5, tx: 20.0, age: 30.0, horizon: 0.0, purchases: 0.0,
    alive: 0.5725657705642778),
  .init(
    r: 0.243, alpha: 4.414, a: 1.0, b: 2.426, x: 3, tx: 20.0, age: 30.0, horizon: 52.0, purchases: 2.0283966671056843,
    alive: 0.5924619981490583),
  .init(
    r: 0.243, alpha: 4.414, a: 1.0, b: 2.426, x: 0, tx: 0.0, age: 1.0, horizon: 400.0, purchases: 3.1595648297087275,
    alive: 1.0),
  .init(
    r: 0.243, alpha: 4.414, a: 1.000000000001, b: 2.426, x: 3, tx: 20.0, age: 30.0, horizon: 52.0,
    purchases: 2.028396667104266, alive: 0.5924619981488168),
  .init(
    r: 0.243, alpha: 4.414, a: 1.000000000001, b: 2.426, x: 0, tx: 0.0, age: 1.0, horizon: 400.0,
    purchases: 3.1595648297054635, alive: 1.0),
  .init(
    r: 0.243, alpha: 4.414, a: 0.999999999, b: 2.426, x: 3, tx: 20.0, age: 30.0, horizon: 52.0,
    purchases: 2.028396668524227, alive: 0.5924619983905092),
  .init(
    r: 0.243, alpha: 4.414, a: 0.999999999, b: 2.426, x: 0, tx: 0.0, age: 1.0, horizon: 400.0,
    purchases: 3.1595648329725177, alive: 1.0),
  .init(
    r: 0.243, alpha: 4.414, a: 1.000001, b: 2.426, x: 3, tx: 20.0, age: 30.0, horizon: 52.0,
    purchases: 2.028395248563999, alive: 0.5924617566983779),
  .init(
    r: 0.243, alpha: 4.414, a: 1.000001, b: 2.426, x: 0, tx: 0.0, age: 1.0, horizon: 400.0,
    purchases: 3.1595615659217575, alive: 1.0),
  .init(
    r: 0.243, alpha: 4.414, a: 0.9999, b: 2.426, x: 3, tx: 20.0, age: 30.0, horizon: 52.0,
    purchases: 2.0285385291418248, alive: 0.592486144210992),
  .init(
    r: 0.243, alpha: 4.414, a: 0.9999, b: 2.426, x: 0, tx: 0.0, age: 1.0, horizon: 400.0, purchases: 3.1598912422333334,
    alive: 1.0),
  .init(
    r: 0.243, alpha: 4.414, a: 1.01, b: 2.426, x: 3, tx: 20.0, age: 30.0, horizon: 52.0, purchases: 2.014288759302831,
    alive: 0.590057290457751),
  .init(
    r: 0.243, alpha: 4.414, a: 1.01, b: 2.426, x: 0, tx: 0.0, age: 1.0, horizon: 400.0, purchases: 3.12725897231516,
    alive: 1.0),
  .init(
    r: 0.5, alpha: 10.0, a: 0.25, b: 0.75, x: 0, tx: 0.0, age: 5.0, horizon: 52.0, purchases: 1.2740895783417128,
    alive: 1.0),
  .init(
    r: 1.0, alpha: 1.0, a: 0.5, b: 0.5, x: 0, tx: 0.0, age: 100.0, horizon: 5200.0, purchases: 7.1066308138046494,
    alive: 1.0),
  .init(
    r: 20.0, alpha: 4.414, a: 0.28, b: 0.0625, x: 0, tx: 0.0, age: 0.578, horizon: 71.4, purchases: 14.526392223945354,
    alive: 1.0),
  .init(
    r: 13.0, alpha: 4.414, a: 29.0, b: 53.0, x: 3, tx: 0.0327, age: 0.2716, horizon: 52.0,
    purchases: 1.3525252286517782, alive: 0.450841742961465),
  .init(
    r: 0.0118, alpha: 0.0317, a: 0.544, b: 58.5, x: 0, tx: 0.0, age: 0.0, horizon: 78866.0,
    purchases: 355.89838774324505, alive: 1.0),
  .init(
    r: 2.0, alpha: 50.0, a: 100.0, b: 1.0, x: 5, tx: 40.0, age: 60.0, horizon: 52.0, purchases: 0.011882467986836537,
    alive: 0.012123318321299922),
  .init(
    r: 0.01, alpha: 0.001, a: 1.0, b: 90.0, x: 0, tx: 0.0, age: 0.0, horizon: 100000.0, purchases: 78.8546911355595,
    alive: 1.0),
  .init(
    r: 12.0, alpha: 8.0, a: 40.0, b: 3.0, x: 10, tx: 20.0, age: 21.0, horizon: 52.0, purchases: 0.1623304354550486,
    alive: 0.1217478282246582),
]
