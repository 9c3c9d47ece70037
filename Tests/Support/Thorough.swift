internal import Glibc

/// How much the tests try that could always try more: 1, or what `LAY_THOROUGH` says.
public let thorough = max(1, setting("LAY_THOROUGH") ?? 1)

/// A number of rounds, or a size, that grows with `LAY_THOROUGH` up to what makes sense.
public func scaled(_ size: Int, atMost bound: Int = .max) -> Int {
    let (product, overflow) = size.multipliedReportingOverflow(by: thorough)
    return overflow ? bound : min(bound, product)
}

/// The seeds that a randomised test runs with: `count` of them for each step of `LAY_THOROUGH`.
///
/// `LAY_SEED=n` repeats one, `LAY_SEEDS=n` tries that many.
public func seeds(_ count: Int) -> Range<UInt64> {
    if let seed = setting("LAY_SEED") { return UInt64(seed)..<(UInt64(seed) + 1) }
    return 0..<UInt64(setting("LAY_SEEDS") ?? scaled(count))
}

/// A number of the environment, if it is there and none below zero.
private func setting(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }.flatMap { $0 < 0 ? nil : $0 }
}
