/// Counts the bytes that texts and arrays take, and asks the host for them in large pieces.
///
/// Texts may be made where nothing can fail, so what they take is only counted; the machine settles
/// the account after a number of steps, and before something large is made.
final class AwkAccount {
    @exclusivity(unchecked) private var live = 0
    @exclusivity(unchecked) private var granted = 0
    private let host: any AwkHost

    private static let piece = 1 << 20
    /// From so many bytes on room is asked for first.
    static let large = 64 << 10
    /// Bytes that are gone through in the time of a step.
    static let bytesPerStep = 256

    /// An account that holds nothing yet.
    init(_ host: any AwkHost) { self.host = host }

    deinit { if granted > 0 { host.release(granted) } }

    /// Counts bytes that were taken.
    @inline(__always)
    func take(_ count: Int) { live &+= count }

    /// Counts bytes that were given back.
    @inline(__always)
    func give(_ count: Int) { live &-= count }

    /// Asks the host for what was taken since the last time, or gives it back.
    ///
    /// - Throws: what the host throws where there is no more.
    func settle(wanting more: Int = 0) throws {
        let wanted = live &+ more
        if wanted > granted {
            let missing = max(Self.piece, wanted &- granted)
            try host.hold(missing)
            granted &+= missing
        } else if granted &- wanted > 4 &* Self.piece {
            let spare = granted &- wanted &- Self.piece
            granted &-= spare
            host.release(spare)
        }
    }

    /// Asks for room before something of `count` bytes is made.
    ///
    /// - Throws: what the host throws where there is no more.
    @inline(__always)
    func admit(_ count: Int) throws {
        if count >= Self.large {
            try settle(wanting: count)
            try host.step(count / Self.bytesPerStep)
        }
    }
}
