internal import LayBounds
internal import LayImages

/// The grammar of container and volume names.
enum Names {
    static func check(_ name: String, _ kind: String) throws(ImageError) {
        let bytes = Array(name.utf8)
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        }
        let isValid =
            bytes.count >= 2 && bytes.first.map(isAlphanumeric) == true
            && bytes.allSatisfy { isAlphanumeric($0) || [0x5f, 0x2e, 0x2d].contains($0) }
        if !isValid {
            throw .invalidName(name, of: kind)
        }
    }
}
