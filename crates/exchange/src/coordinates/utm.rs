//! Universal Transverse Mercator on WGS 84: between grid metres and degrees, by the Krüger series to the sixth
//! order (Karney 2011, equations 35 and 36), whose error within a zone is far below a millimetre.

/// Equatorial radius of WGS 84, metres.
const RADIUS_M: f64 = 6_378_137.0;
/// Flattening of WGS 84.
const FLATTENING: f64 = 1.0 / 298.257_223_563;
/// Third flattening.
const N: f64 = FLATTENING / (2.0 - FLATTENING);
/// Scale on the central meridian.
const SCALE: f64 = 0.9996;
/// Easting of the central meridian, metres.
const FALSE_EASTING_M: f64 = 500_000.0;

/// A position on a zone's grid, metres. Northings are counted from the equator and negative south of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// 1 to 60.
    pub zone: u8,
    /// Easting with its false 500 km.
    pub easting_m: f64,
    /// Northing from the equator, without a false northing.
    pub northing_m: f64,
}

impl Grid {
    /// Latitude and longitude, degrees.
    pub fn degrees(self) -> (f64, f64) {
        let radius = rectifying_radius_m() * SCALE;
        let xi = self.northing_m / radius;
        let eta = (self.easting_m - FALSE_EASTING_M) / radius;
        let (mut xi_sphere, mut eta_sphere) = (xi, eta);
        for (beta, order) in beta().into_iter().zip([2.0, 4.0, 6.0, 8.0, 10.0, 12.0]) {
            xi_sphere -= beta * (order * xi).sin() * (order * eta).cosh();
            eta_sphere -= beta * (order * xi).cos() * (order * eta).sinh();
        }
        let longitude = eta_sphere.sinh().atan2(xi_sphere.cos());
        let conformal = xi_sphere.sin() / (eta_sphere.sinh().powi(2) + xi_sphere.cos().powi(2)).sqrt();
        let latitude = geographic_tangent(conformal).atan();
        (latitude.to_degrees(), longitude.to_degrees() + central_meridian(self.zone))
    }

    /// The grid position of a point in the given zone, degrees in.
    #[cfg(test)]
    pub fn of(latitude: f64, longitude: f64, zone: u8) -> Self {
        let tangent = latitude.to_radians().tan();
        let lambda = (longitude - central_meridian(zone)).to_radians();
        let conformal = conformal_tangent(tangent);
        let xi_sphere = conformal.atan2(lambda.cos());
        let eta_sphere = (lambda.sin() / (conformal.powi(2) + lambda.cos().powi(2)).sqrt()).asinh();
        let (mut xi, mut eta) = (xi_sphere, eta_sphere);
        for (alpha, order) in alpha().into_iter().zip([2.0, 4.0, 6.0, 8.0, 10.0, 12.0]) {
            xi += alpha * (order * xi_sphere).sin() * (order * eta_sphere).cosh();
            eta += alpha * (order * xi_sphere).cos() * (order * eta_sphere).sinh();
        }
        let radius = rectifying_radius_m() * SCALE;
        Self { zone, easting_m: FALSE_EASTING_M + radius * eta, northing_m: radius * xi }
    }
}

fn central_meridian(zone: u8) -> f64 {
    f64::from(zone) * 6.0 - 183.0
}

fn rectifying_radius_m() -> f64 {
    let square = N * N;
    RADIUS_M / (1.0 + N) * (1.0 + square / 4.0 + square.powi(2) / 64.0 + square.powi(3) / 256.0)
}

/// Tangent of the conformal latitude of a geographic one, both as tangents.
fn conformal_tangent(tangent: f64) -> f64 {
    let eccentricity = (FLATTENING * (2.0 - FLATTENING)).sqrt();
    let sigma = (eccentricity * (eccentricity * tangent / tangent.hypot(1.0)).atanh()).sinh();
    tangent * sigma.hypot(1.0) - sigma * tangent.hypot(1.0)
}

/// The inverse, by Newton's method; three rounds reach the last bit, more do no harm.
fn geographic_tangent(conformal: f64) -> f64 {
    let eccentricity_square = FLATTENING * (2.0 - FLATTENING);
    let mut tangent = conformal;
    for _ in 0..6 {
        let reached = conformal_tangent(tangent);
        let slope = (conformal - reached) / reached.hypot(1.0)
            * (1.0 + (1.0 - eccentricity_square) * tangent.powi(2))
            / ((1.0 - eccentricity_square) * tangent.hypot(1.0));
        tangent += slope;
    }
    tangent
}

fn polynomial(coefficients: [f64; 6]) -> f64 {
    coefficients.into_iter().rev().fold(0.0, |sum, coefficient| (sum + coefficient) * N)
}

/// Coefficients from the sphere to the grid.
#[cfg(test)]
fn alpha() -> [f64; 6] {
    [
        [1. / 2., -2. / 3., 5. / 16., 41. / 180., -127. / 288., 7_891. / 37_800.],
        [0., 13. / 48., -3. / 5., 557. / 1_440., 281. / 630., -1_983_433. / 1_935_360.],
        [0., 0., 61. / 240., -103. / 140., 15_061. / 26_880., 167_603. / 181_440.],
        [0., 0., 0., 49_561. / 161_280., -179. / 168., 6_601_661. / 7_257_600.],
        [0., 0., 0., 0., 34_729. / 80_640., -3_418_889. / 1_995_840.],
        [0., 0., 0., 0., 0., 212_378_941. / 319_334_400.],
    ]
    .map(polynomial)
}

/// Coefficients from the grid to the sphere.
fn beta() -> [f64; 6] {
    [
        [1. / 2., -2. / 3., 37. / 96., -1. / 360., -81. / 512., 96_199. / 604_800.],
        [0., 1. / 48., 1. / 15., -437. / 1_440., 46. / 105., -1_118_711. / 3_870_720.],
        [0., 0., 17. / 480., -37. / 840., -209. / 4_480., 5_569. / 90_720.],
        [0., 0., 0., 4_397. / 161_280., -11. / 504., -830_251. / 7_257_600.],
        [0., 0., 0., 0., 4_583. / 161_280., -108_847. / 3_991_680.],
        [0., 0., 0., 0., 0., 20_648_693. / 638_668_800.],
    ]
    .map(polynomial)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn agrees_with_published_values() {
        // GeoConvert(1), GeographicLib: 33.3 44.4 is 38n 444140.54 3684706.36.
        let grid = Grid::of(33.3, 44.4, 38);
        assert!((grid.easting_m - 444_140.54).abs() < 0.005, "{grid:?}");
        assert!((grid.northing_m - 3_684_706.36).abs() < 0.005, "{grid:?}");
        let (latitude, longitude) = grid.degrees();
        assert!((latitude - 33.3).abs() < 1e-10 && (longitude - 44.4).abs() < 1e-10);
    }

    #[test]
    fn agrees_with_the_meridian_arc() {
        // Simpson's rule over the radius of curvature: a way to the same length without the series.
        for latitude in [10.0_f64, 33.3, 60.0, 83.6] {
            let steps = 2_000_u32;
            let step = latitude.to_radians() / f64::from(steps);
            let square = FLATTENING * (2.0 - FLATTENING);
            let curvature = |at: f64| RADIUS_M * (1.0 - square) / (1.0 - square * at.sin().powi(2)).powf(1.5);
            let weight = |at: u32| {
                if at == 0 || at == steps {
                    1.0
                } else if at % 2 == 1 {
                    4.0
                } else {
                    2.0
                }
            };
            let sum: f64 = (0..=steps).map(|at| weight(at) * curvature(f64::from(at) * step)).sum();
            let expected = sum * step / 3.0 * SCALE;
            let grid = Grid::of(latitude, central_meridian(38), 38);
            assert!((grid.northing_m - expected).abs() < 1e-4, "{latitude}: {} {expected}", grid.northing_m);
        }
    }

    proptest! {
        #[test]
        fn there_and_back(latitude in -80.0_f64..84.0, offset in -3.5_f64..3.5, zone in 1_u8..=60) {
            let longitude = central_meridian(zone) + offset;
            let (lat, lon) = Grid::of(latitude, longitude, zone).degrees();
            prop_assert!((lat - latitude).abs() < 1e-9 && (lon - longitude).abs() < 1e-9);
        }
    }
}
