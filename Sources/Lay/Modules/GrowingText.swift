internal import LayRuntime

/// A text that a native builds byte by byte: room for it, and for the string that is made of it, is
/// asked for before it grows.
struct GrowingText {
    private(set) var bytes: [UInt8] = []
    private unowned(unsafe) let vm: VM
    private var asked = 1 << 12

    /// An empty text.
    init(_ vm: VM) {
        self.vm = vm
    }

    /// Adds bytes.
    ///
    /// - Throws: `Limit` when there is no room for them.
    @inline(__always)
    mutating func add(_ more: some Collection<UInt8>) throws {
        if bytes.count &+ more.count > asked { try ask(more.count) }
        bytes += more
    }

    /// Adds a byte.
    ///
    /// - Throws: `Limit` when there is no room for it.
    @inline(__always)
    mutating func add(_ byte: UInt8) throws {
        if bytes.count >= asked { try ask(1) }
        bytes.append(byte)
    }

    @inline(never)
    private mutating func ask(_ more: Int) throws {
        asked = (bytes.count &+ more) &* 2
        try vm.reserve(asked &+ asked / 2)
    }
}
