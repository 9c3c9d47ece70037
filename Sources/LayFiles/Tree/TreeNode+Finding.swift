#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension TreeNode {
    /// A hash of a name in eight bits: of its length, its first and its last bytes.
    static func tag(_ name: UnsafeBufferPointer<UInt8>) -> UInt8 {
        guard let start = name.baseAddress else { return 0 }
        let bytes = UnsafeRawPointer(start)
        let count = name.count
        var head: UInt64 = 0
        var tail: UInt64 = 0
        if count >= 8 {
            head = bytes.loadUnaligned(as: UInt64.self)
            tail = bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        } else {
            for index in 0..<count { head = head << 8 | UInt64(name[index]) }
        }
        let mixed =
            (head ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
            ^ tail &* 0xC2B2_AE3D_27D4_EB4F
        return UInt8(truncatingIfNeeded: (mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9 >> 56)
    }

    /// The entry of a leaf with this name, or -1.
    ///
    /// - Complexity: O(*n*/8) in the entries of one node, of which there are at most 96.
    func find(_ name: UnsafeBufferPointer<UInt8>, tag: UInt8) -> Int {
        if isFull { return findInFull(name, tag: tag) }
        if isInsertion, editedTag == tag, Self.compare(editedName, name) == 0 { return place }
        let index = base.findInFull(name, tag: tag)
        return isInsertion && index >= place ? index + 1 : index
    }

    private func findInFull(_ name: UnsafeBufferPointer<UInt8>, tag: UInt8) -> Int {
        let count = self.count
        let wanted = UInt64(tag) &* 0x0101_0101_0101_0101
        let tags = UnsafeRawPointer(self.tags)
        var index = 0
        while index < count {
            // A zero byte of the difference is an equal tag.
            let difference =
                tags.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian ^ wanted
            var matches =
                (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
            while matches != 0 {
                let candidate = index + matches.trailingZeroBitCount >> 3
                if candidate < count {
                    let own = fullName(candidate)
                    if own.count == name.count, Self.compare(own, name) == 0 { return candidate }
                }
                matches &= matches &- 1
            }
            index += 8
        }
        return -1
    }

    /// Negative, zero or positive, as one name stands to the other in byte order.
    static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
        guard let x = a.baseAddress, let y = b.baseAddress else { return a.count - b.count }
        let order = memcmp(x, y, min(a.count, b.count))
        return order != 0 ? Int(order) : a.count - b.count
    }

    /// How many names are less.
    func lowerBound(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        bound(name) { $0 < 0 }
    }

    /// The entry of an index node below which the name belongs.
    func child(for name: UnsafeBufferPointer<UInt8>) -> Int {
        max(0, bound(name) { $0 <= 0 } - 1)
    }

    /// The least name below: an index node's own first name may be above it, as what sorts before
    /// all others goes below the first entry.
    ///
    /// - Complexity: O(log *n*).
    var leastName: UnsafeBufferPointer<UInt8> {
        var node = self
        while node.isIndex, let child = node.entry(0).pointee.node { node = child }
        return node.name(0)
    }

    /// How many names stand to `name` as `isBefore` says of their order.
    @inline(__always)
    private func bound(_ name: UnsafeBufferPointer<UInt8>, _ isBefore: (Int) -> Bool) -> Int {
        let full = base
        var low = 0
        var high = full.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(Self.compare(full.fullName(middle), name)) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return isInsertion && isBefore(Self.compare(editedName, name)) ? low + 1 : low
    }
}
