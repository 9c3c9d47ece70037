internal import LayArchive
import LayBounds
import LayFiles
import LayShell

/// A file with certificates: packets one behind the other, as gpg reads them beside its own keyboxes.
struct Keyring {
    let path: TreePath
    /// As the caller called it.
    let name: String
    private(set) var certificates: [OpenPGPCertificate] = []
    /// False where the file has still to be made.
    private(set) var exists = false

    /// - Throws: `FileError` for a file that cannot be read, `BoundReached`.
    init(_ name: String, _ call: UtilityCall) throws {
        self.name = name
        path = call.path(Array(name.utf8))
        do {
            let reader = try ByteReader(path, call.context)
            defer { reader.close() }
            let bytes = try reader.rest()
            exists = true
            certificates = try Self.certificates(in: bytes, call)
        } catch let error as FileError where error.code == .notFound {
            exists = false
        }
    }

    /// The certificates in what a file holds: packets, text, or a keybox.
    ///
    /// - Throws: `BoundReached`.
    static func certificates(in bytes: [UInt8], _ call: UtilityCall) throws -> [OpenPGPCertificate]
    {
        // What is read is there three times: as it was, in packets, and in certificates.
        try call.context.hold(3 * bytes.count)
        let plain = box(bytes) ?? OpenPGPArmor.opened(bytes) ?? []
        guard let packets = OpenPGPPacket.all(plain) else { return [] }
        return try OpenPGPCertificate.all(packets) { size in
            // A signature is worth what a thousand steps are, besides its bytes.
            try call.context.step(1_000 + size / 64)
        }
    }

    /// The packets in a keybox (GnuPG, kbx/keybox-blob.c); `nil` for a file that is none.
    private static func box(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 32, bytes[8..<12].elementsEqual("KBXf".utf8) else { return nil }
        var result: [UInt8] = []
        var rest = OpenPGPBytes(bytes[...])
        while let size = rest.number(4), size >= 16, let blob = rest.take(size - 4) {
            var reader = OpenPGPBytes(blob)
            guard reader.byte() == 2, reader.take(3) != nil, let place = reader.number(4),
                let count = reader.number(4), place >= 4
            else { continue }
            var keys = OpenPGPBytes(blob)
            if keys.take(place - 4) != nil, let packets = keys.take(count) { result += packets }
        }
        return result
    }

    /// Adds a certificate, or puts it in the place of the one with its key.
    mutating func put(_ certificate: OpenPGPCertificate) {
        let index = certificates.firstIndex { $0.key.fingerprint == certificate.key.fingerprint }
        if let index {
            certificates[index] = certificate
        } else {
            certificates.append(certificate)
        }
    }

    /// Takes out what is meant.
    mutating func remove(_ fingerprint: [UInt8]) {
        certificates.removeAll { $0.key.fingerprint == fingerprint }
    }

    /// Writes the file.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    mutating func save(_ call: UtilityCall) throws {
        let file = try FileOutput(path, call.context, mode: 0o644)
        for certificate in certificates { try file.write(certificate.bytes) }
        try file.flush()
        exists = true
    }
}
