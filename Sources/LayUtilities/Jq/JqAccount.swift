/// Counts the bytes that values take, and asks the host for them in large pieces.
///
/// Values may be made where nothing can fail, so what they take is only counted; the machine settles
/// the account after a number of steps, and before something large is made.
final class JqAccount {
    @exclusivity(unchecked) private var live = 0
    @exclusivity(unchecked) private var granted = 0
    /// Steps that were done and not told yet.
    @exclusivity(unchecked) private var owed = 0
    /// How many containers in one another are being freed.
    @exclusivity(unchecked) private var freed = 0
    /// Parts of containers that are freed once the outermost one is.
    @exclusivity(unchecked) private var postponed: [JqValue] = []
    let host: any JqHost

    private static let piece = 1 << 20
    /// From so many bytes on room is asked for first.
    private static let large = 64 << 10
    /// Bytes that are gone through in the time of a step.
    static let bytesPerStep = 256
    /// Containers in one another that are freed one within the other.
    private static let deepest = 64

    /// An account that holds nothing yet.
    init(_ host: any JqHost) { self.host = host }

    deinit { if granted > 0 { host.release(granted) } }

    /// Counts bytes that were taken.
    @inline(__always)
    func take(_ count: Int) { live &+= count }

    /// Counts bytes that were given back.
    @inline(__always)
    func give(_ count: Int) { live &-= count }

    /// Counts steps that one instruction did.
    @inline(__always)
    func work(_ steps: Int) { owed &+= steps }

    /// Tells the host of the steps, and asks it for what was taken since the last time, or gives it
    /// back.
    ///
    /// - Throws: what the host throws where there is no more.
    func settle(wanting more: Int = 0) throws {
        if owed > 0 {
            let steps = owed
            owed = 0
            try host.step(steps)
        }
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

    /// Asks for room before something of `count` bytes is made, whose making takes time too.
    ///
    /// - Throws: what the host throws where there is no more.
    @inline(__always)
    func admit(_ count: Int) throws {
        if count >= Self.large {
            work(count / Self.bytesPerStep)
            try settle(wanting: count)
        }
    }

    /// Checks that a recursion may go one level deeper.
    ///
    /// - Throws: `JqRaise` where the stack has no room.
    @inline(__always)
    func descend() throws {
        if !host.hasStackRoom { throw JqRaise("values are nested too deeply") }
    }

    /// Frees the parts of a container.
    ///
    /// What lies deep in it is put aside and freed afterwards, since each level takes some stack.
    func free(_ parts: UnsafeMutablePointer<JqValue>, _ count: Int) {
        if freed < Self.deepest {
            freed &+= 1
            parts.deinitialize(count: count)
            freed &-= 1
        } else {
            postponed.append(contentsOf: UnsafeBufferPointer(start: parts, count: count))
            parts.deinitialize(count: count)
        }
        if freed == 0 { freePostponed() }
    }

    private func freePostponed() {
        while let part = postponed.popLast() {
            freed &+= 1
            drop(part)
            freed &-= 1
        }
    }

    @inline(never)
    private func drop(_ value: consuming JqValue) {}
}
