import LayFiles
import LayShell

/// The bytes of files, one after the other, of which some are left out in front and behind: what od
/// and hexdump show.
final class DumpInput {
    private let call: UtilityCall
    private var names: ArraySlice<[UInt8]>
    private var reader: ByteReader?
    private var left: Int
    /// Where the next byte stands, counted from the first file's beginning.
    private(set) var offset = 0
    /// How many files could be opened.
    private(set) var opened = 0

    init(_ names: [[UInt8]], limit: Int?, _ call: UtilityCall) {
        self.call = call
        self.names = (names.isEmpty ? [[45]] : names)[...]
        left = limit ?? .max
    }

    deinit { reader?.close() }

    private func open() throws -> ByteReader? {
        if let reader { return reader }
        while let name = names.popFirst() {
            do {
                let next = try call.reader(name)
                reader = next
                opened += 1
                return next
            } catch {
                try call.complain(name, error)
            }
        }
        return nil
    }

    /// Leaves bytes out; false where there are not so many.
    ///
    /// - Throws: `BoundReached`.
    func skip(_ count: Int) throws -> Bool {
        var missing = count
        while missing > 0 {
            let piece = try take(min(missing, 1 << 16))
            if piece.isEmpty { return false }
            missing -= piece.count
        }
        return true
    }

    /// The next bytes, fewer only at the end.
    ///
    /// - Throws: `BoundReached`.
    func next(_ count: Int) throws -> [UInt8] {
        let bytes = try take(min(count, left))
        left -= bytes.count
        return bytes
    }

    private func take(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count, let reader = try open() {
            var range: Range<Int>?
            do {
                range = try reader.next(count - bytes.count)
            } catch {
                try call.complain([], error)
            }
            guard let range else {
                reader.close()
                self.reader = nil
                continue
            }
            bytes += reader.bytes[range]
        }
        offset += bytes.count
        return bytes
    }
}
