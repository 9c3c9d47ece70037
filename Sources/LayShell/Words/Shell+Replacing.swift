internal import LayBounds

/// `${x/…/…}`.
extension Shell {
    /// What replaces a match: pieces, between which the match itself stands (`&`, bash 5.2).
    func replacement(_ parts: [PartCode]) throws -> [[UInt8]] {
        guard dialect.isBash, options.contains(.patsubReplacement) else {
            return [try single(parts)]
        }
        var pieces: [[UInt8]] = [[]]
        for part in parts {
            var bytes: [UInt8]
            switch part {
            case .quoted(let text):
                pieces[pieces.count - 1] += text
                continue
            case .doubleQuoted(let inner):
                pieces[pieces.count - 1] += try single(inner, isQuoted: true)
                continue
            case .literal(let text): bytes = text
            default: bytes = try single([part])
            }
            var place = 0
            while place < bytes.count {
                if bytes[place] == UInt8(ascii: "\\"), place + 1 < bytes.count,
                    bytes[place + 1] == UInt8(ascii: "&")
                {
                    pieces[pieces.count - 1].append(bytes[place + 1])
                    place += 2
                } else if bytes[place] == UInt8(ascii: "&") {
                    pieces.append([])
                    place += 1
                } else {
                    pieces[pieces.count - 1].append(bytes[place])
                    place += 1
                }
            }
            bytes = []
        }
        return pieces
    }

    func replaced(
        _ bytes: [UInt8], _ pattern: ShellPattern, _ pieces: [[UInt8]], _ place: UInt8,
        isEmpty: Bool
    ) throws -> [UInt8] {
        func text(_ match: ArraySlice<UInt8>) -> [UInt8] {
            pieces.count == 1 ? pieces[0] : joined(pieces, Array(match))
        }
        if isEmpty {
            // An empty pattern matches only where a place is told.
            if place == UInt8(ascii: "#") { return text([]) + bytes }
            if place == UInt8(ascii: "%") { return bytes + text([]) }
            return bytes
        }
        switch place {
        case UInt8(ascii: "#"):
            guard let end = try pattern.prefix(of: bytes, longest: true) else { return bytes }
            return text(bytes[..<end]) + bytes[end...]
        case UInt8(ascii: "%"):
            guard let start = try pattern.suffix(of: bytes, longest: true) else { return bytes }
            return Array(bytes[..<start]) + text(bytes[start...])
        default: break
        }
        var result: [UInt8] = []
        var next = 0
        while next <= bytes.count, let match = try pattern.firstMatch(in: bytes, from: next) {
            if match.isEmpty {
                if match.lowerBound >= bytes.count, !bytes.isEmpty { break }
                result += bytes[next..<match.lowerBound]
                result += text([])
                if match.lowerBound < bytes.count { result.append(bytes[match.lowerBound]) }
                next = match.lowerBound + 1
            } else {
                result += bytes[next..<match.lowerBound]
                result += text(bytes[match])
                next = match.upperBound
            }
            try context.account.work(next)
            if place != UInt8(ascii: "/") || next >= bytes.count { break }
        }
        if next < bytes.count { result += bytes[next...] }
        return result
    }
}
