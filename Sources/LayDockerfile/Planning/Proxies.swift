extension BuildRequest {
    /// Proxies, which need no declaration and change no key.
    static let proxyNames = [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy",
        "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy",
    ]

    /// The value that was given for an argument, the last one holding.
    func argument(_ name: String) -> String? { arguments.last { $0.name == name }?.value }

    /// The values that were given, by name.
    var argumentTable: [String: String] {
        var table: [String: String] = [:]
        for (name, value) in arguments { table[name] = value }
        return table
    }

    /// The proxies that were given, which every RUN sees.
    var proxies: [(key: String, value: String)] {
        // BuildKit gives each in both cases.
        Self.proxyNames.compactMap { name in
            let other = name == name.uppercased() ? name.lowercased() : name.uppercased()
            return (argument(name) ?? argument(other)).map { (name, $0) }
        }
    }
}
