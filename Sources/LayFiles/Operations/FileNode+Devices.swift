extension FileNode.Body {
    /// The kind and numbers of `mknod(path, kind, major, minor)`.
    ///
    /// - Throws: `TypeError` for a device without numbers, `ValueError` for no kind or number.
    public init(device kind: String, major: Int?, minor: Int?) throws(OperationError) {
        func number(_ number: Int?) throws(OperationError) -> UInt32 {
            guard let number else {
                throw OperationError.noDeviceNumber
            }
            guard let result = UInt32(exactly: number) else {
                throw OperationError.invalidDeviceNumber(number)
            }
            return result
        }
        switch kind {
        case "fifo": self = .fifo
        case "char":
            self = .characterDevice(
                DeviceNumber(major: try number(major), minor: try number(minor)))
        case "block":
            self = .blockDevice(DeviceNumber(major: try number(major), minor: try number(minor)))
        default:
            throw OperationError.noDeviceKind(kind)
        }
    }
}
