internal import LayArchive
internal import LayFiles

/// The records of a `ContentTable` as they are saved: looked for where they lie.
struct ContentRecords: Sendable {
    /// What a file is looked for by.
    struct Key: Hashable, Comparable {
        let inode: UInt64
        let device: UInt64
        /// FNV-1a of the path.
        let path: UInt64

        init(inode: UInt64, device: UInt64, path: UInt64) {
            self.inode = inode
            self.device = device
            self.path = path
        }

        init(_ stamp: FileStamp) {
            inode = stamp.inode
            device = stamp.device
            path = stamp.path.bytes.reduce(0xcbf2_9ce4_8422_2325) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01b3
            }
        }

        static func < (left: Key, right: Key) -> Bool {
            (left.inode, left.device, left.path) < (right.inode, right.device, right.path)
        }
    }

    /// What is known of a file.
    struct Record {
        let size: Int
        let modified: Nanoseconds
        let changed: Nanoseconds
        let digest: Digest

        init(_ stamp: FileStamp, _ digest: Digest) {
            self.init(
                size: stamp.size, modified: stamp.modified, changed: stamp.changed, digest: digest)
        }

        init(size: Int, modified: Nanoseconds, changed: Nanoseconds, digest: Digest) {
            self.size = size
            self.modified = modified
            self.changed = changed
            self.digest = digest
        }

        /// True for a file that is still the one that was read.
        func fits(_ stamp: FileStamp) -> Bool {
            size == stamp.size && modified == stamp.modified && changed == stamp.changed
        }
    }

    private static let mark: [UInt8] = [0x4c, 0x41, 0x59, 0x43, 0x54, 0, 0, 1]
    private static let headerSize = 16
    private static let recordSize = 80
    private static let digestSize = 32

    private let bytes: [UInt8]
    /// How many there are.
    let count: Int

    /// None.
    init() {
        (bytes, count) = ([], 0)
    }

    /// The records in some bytes; `nil` for what is no whole table of this version.
    ///
    /// - Complexity: O(*n*).
    init?(_ bytes: [UInt8]) {
        let size = bytes.count - Self.headerSize - Self.digestSize
        guard size >= 0, size % Self.recordSize == 0, bytes.starts(with: Self.mark) else {
            return nil
        }
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0.dropLast(32))) }
        var digest: [UInt8] = []
        hasher.finish().append(to: &digest)
        guard digest.elementsEqual(bytes.suffix(Self.digestSize)) else { return nil }
        self.bytes = bytes
        count = size / Self.recordSize
        if number(8) != UInt64(count) { return nil }
    }

    private func number(_ place: Int) -> UInt64 {
        bytes.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        }
    }

    private func key(_ index: Int) -> Key {
        let place = Self.headerSize + index * Self.recordSize
        return Key(
            inode: number(place), device: number(place + 8), path: number(place + 16))
    }

    /// What is known of a file, at a place that is one of them.
    func record(_ index: Int) -> Record {
        let place = Self.headerSize + index * Self.recordSize
        return Record(
            size: Int(truncatingIfNeeded: number(place + 24)),
            modified: Nanoseconds(truncatingIfNeeded: number(place + 32)),
            changed: Nanoseconds(truncatingIfNeeded: number(place + 40)),
            digest: bytes.withUnsafeBytes { bytes in
                Digest(
                    bytes: UnsafeRawBufferPointer(
                        rebasing: bytes[(place + 48)..<(place + Self.recordSize)]))
            })
    }

    /// The place of a file's record.
    ///
    /// - Complexity: O(log *n*).
    func find(_ wanted: Key) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if key(middle) < wanted { low = middle + 1 } else { high = middle }
        }
        return low < count && key(low) == wanted ? low : nil
    }

    /// The bytes of these records and others, which are in the order of their keys and stand for
    /// those of the same key here; at most a number of them.
    ///
    /// - Parameter keeps: tells of each record here whether it stays.
    /// - Complexity: O(*n*).
    func bytes(
        with others: [(key: Key, record: Record)], atMost most: Int, keeps: (Int) -> Bool
    ) -> [UInt8] {
        var result = Self.mark
        result.reserveCapacity(bytes.count + others.count * Self.recordSize + 64)
        Self.add(0, to: &result)
        var (index, written) = (0, 0)
        func addOwn(before key: Key?) {
            while index < count, key.map({ self.key(index) < $0 }) ?? true {
                if written < most, keeps(index) {
                    let place = Self.headerSize + index * Self.recordSize
                    result += bytes[place..<(place + Self.recordSize)]
                    written += 1
                }
                index += 1
            }
        }
        for (key, record) in others {
            addOwn(before: key)
            if index < count, self.key(index) == key { index += 1 }
            if written == most { break }
            Self.add(key, record, to: &result)
            written += 1
        }
        addOwn(before: nil)
        withUnsafeBytes(of: UInt64(written).littleEndian) { number in
            result.replaceSubrange(8..<16, with: number)
        }
        var hasher = SHA256()
        result.withUnsafeBytes { hasher.update($0) }
        hasher.finish().append(to: &result)
        return result
    }

    private static func add(_ number: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func add(_ key: Key, _ record: Record, to bytes: inout [UInt8]) {
        add(key.inode, to: &bytes)
        add(key.device, to: &bytes)
        add(key.path, to: &bytes)
        add(UInt64(bitPattern: Int64(record.size)), to: &bytes)
        add(UInt64(bitPattern: record.modified), to: &bytes)
        add(UInt64(bitPattern: record.changed), to: &bytes)
        record.digest.append(to: &bytes)
    }
}
