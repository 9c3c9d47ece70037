internal import LayBounds
internal import LayFiles

/// The devices that every container has.
enum Device: CaseIterable {
    case null, zero, full, random, urandom, tty, terminals

    /// As Linux numbers them (Documentation/admin-guide/devices.txt).
    var number: DeviceNumber {
        switch self {
        case .null: DeviceNumber(major: 1, minor: 3)
        case .zero: DeviceNumber(major: 1, minor: 5)
        case .full: DeviceNumber(major: 1, minor: 7)
        case .random: DeviceNumber(major: 1, minor: 8)
        case .urandom: DeviceNumber(major: 1, minor: 9)
        case .tty: DeviceNumber(major: 5, minor: 0)
        case .terminals: DeviceNumber(major: 5, minor: 2)
        }
    }

    var path: TreePath {
        switch self {
        case .null: "/dev/null"
        case .zero: "/dev/zero"
        case .full: "/dev/full"
        case .random: "/dev/random"
        case .urandom: "/dev/urandom"
        case .tty: "/dev/tty"
        case .terminals: "/dev/pts/ptmx"
        }
    }

    /// What is behind a device node; `nil` for one that no container may use.
    ///
    /// - Throws: `noDevice` for a terminal, which no container has.
    static func open(
        _ number: DeviceNumber, in world: World, _ path: TreePath
    ) throws(FileError) -> (any OpenFileBody)? {
        switch allCases.first(where: { $0.number == number }) {
        case .null: return NullDevice()
        case .zero: return EndlessDevice(path) { [UInt8](repeating: 0, count: $0.count) }
        case .full:
            return EndlessDevice(path, isFull: true) { [UInt8](repeating: 0, count: $0.count) }
        case .random, .urandom:
            world.state.draws += 1
            let noise = Noise(seed: world.state.seed, stream: world.state.draws)
            return EndlessDevice(path) { noise.bytes($0) }
        case .tty, .terminals: throw FileError(.noDevice, path)
        case nil: return nil
        }
    }
}

/// Nothing is read from it, and what is written is gone.
private final class NullDevice: OpenFileBody {
    var size: Int { 0 }
    func read(_ range: Range<Int>) -> [UInt8] { [] }
    func write(_ bytes: [UInt8], at offset: Int?) -> Int { 0 }
    func truncate(to size: Int) {}
}

/// A device that is read without an end, a piece at a time.
private final class EndlessDevice: OpenFileBody {
    private let path: TreePath
    private let isFull: Bool
    private let make: (Range<Int>) -> [UInt8]

    /// Bytes that are made at once; whoever asks for more wants all, which never ends.
    private static let most = 64 << 20

    init(_ path: TreePath, isFull: Bool = false, _ make: @escaping (Range<Int>) -> [UInt8]) {
        self.path = path
        self.isFull = isFull
        self.make = make
    }

    var size: Int { .max }

    func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
        if range.count > Self.most {
            throw FileError(
                BoundReached(
                    .limit, "\(path) has no end, and no program may hold so much of it",
                    bound: .memory))
        }
        try FileError.admit(range.count)
        return make(range)
    }

    func write(_ bytes: [UInt8], at offset: Int?) throws(FileError) -> Int {
        if isFull { throw FileError(.noSpace, path) }
        return (offset ?? 0).addingReportingOverflow(bytes.count).partialValue
    }

    func truncate(to size: Int) {}
}

/// Bytes that look random and depend on a seed alone (SplitMix64, counted and not chained).
struct Noise {
    private let key: UInt64

    /// The bytes of a stream, another one for each number.
    init(seed: UInt64, stream: Int) {
        key = Self.mix(seed ^ Self.mix(UInt64(truncatingIfNeeded: stream)))
    }

    /// The bytes of a range of the stream.
    func bytes(_ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var word: UInt64 = 0
        var number = -1
        for place in range {
            if place / 8 != number {
                number = place / 8
                word = Self.mix(key &+ UInt64(number))
            }
            result.append(UInt8(truncatingIfNeeded: word >> UInt64(place % 8 * 8)))
        }
        return result
    }

    /// A version 4 UUID as the kernel writes it.
    var uuid: String {
        var bytes = bytes(0..<16)
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
