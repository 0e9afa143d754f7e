//! What a price does when supply is lost, with constant elasticities of demand and supply.

/// How demand and supply answer to prices, each from the mildest answer of the price to the strongest.
///
/// Short-run elasticities of minerals lie at about 0.05 to 0.5 (demand) and 0 to 0.5 (supply). The three
/// points are an assumption within that range; a scenario may state others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elasticity {
    /// Of demand, above 0.
    pub demand: [f64; 3],
    /// Of supply, 0 or more.
    pub supply: [f64; 3],
    /// The scenario states them.
    pub stated: bool,
}

impl Default for Elasticity {
    fn default() -> Self {
        Self { demand: [0.5, 0.3, 0.1], supply: [0.5, 0.2, 0.1], stated: false }
    }
}

/// Price and quantity over those before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Price {
    /// Price over the price before.
    pub price: f64,
    /// Quantity used over that used before.
    pub quantity: f64,
    /// What can be delivered binds, not the elasticity of supply.
    pub capped: bool,
}

/// With the share `lost` of supply gone and use grown by the part `grown`,
/// `P/P0 = ((1 + grown) / (1 - lost))^(1 / (e_d + e_s))` and `Q/Q0 = (1 + grown) (P/P0)^(-e_d)`. Where more would be
/// used than can be delivered, `Q/Q0` is that `cap` and `P/P0 = ((1 + grown) / cap)^(1 / e_d)`.
///
/// `lost` from 0 to 1, `cap` above 0; none where nothing is left, for then no price clears the market. The linear form
/// `lost / (e_d + e_s)` is not used: it is wrong beyond a tenth of supply.
///
/// ```
/// use minerals::model::scenario::price;
/// let half = price(0.5, 0.0, (0.3, 0.2), None).unwrap();
/// assert!((half.price - 4.0).abs() < 1e-12 && (half.quantity - 0.6598).abs() < 1e-4);
/// let capped = price(0.5, 0.0, (0.3, 0.2), Some(0.5)).unwrap();
/// assert!(capped.capped && (capped.price - 10.08).abs() < 1e-2);
/// let grown = price(0.0, 0.5, (0.3, 0.2), None).unwrap();
/// assert!((grown.price - 2.25).abs() < 1e-12 && (grown.quantity - 1.1761).abs() < 1e-4);
/// ```
#[must_use]
pub fn price(lost: f64, grown: f64, (demand, supply): (f64, f64), cap: Option<f64>) -> Option<Price> {
    if !(0.0..1.0).contains(&lost) || demand <= 0.0 || supply < 0.0 || grown < 0.0 {
        return None;
    }
    let wanted = 1.0 + grown;
    let free = (wanted / (1.0 - lost)).powf(1.0 / (demand + supply));
    let quantity = wanted * free.powf(-demand);
    let found = match cap.filter(|cap| *cap < quantity) {
        Some(cap) if cap <= 0.0 => return None,
        Some(cap) => Price { price: (wanted / cap).powf(1.0 / demand), quantity: cap, capped: true },
        None => Price { price: free, quantity, capped: false },
    };
    found.price.is_finite().then_some(found)
}
