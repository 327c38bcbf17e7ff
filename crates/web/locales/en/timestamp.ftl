# Outside time: the tokens of a timestamp authority, on the page of the log.
timestamp-title = Outside time
timestamp-lede = A timestamp authority, which is nobody of this register, states that a checkpoint existed at a time. It says so of every act that the checkpoint covers.
timestamp-no-authority = No timestamp authority is set, so no new token is asked for. Whoever runs this register names one in sijil.toml.
timestamp-none = No token yet. One a day is asked for once the log has news; while the authority cannot be reached the day stays due.
timestamp-when = Existed at, as the authority says
timestamp-covers = Acts covered
timestamp-signature = Signature
timestamp-files = Files
timestamp-trusted = Right; its certificate leads to one that this register trusts.
timestamp-own = Right by the certificate the token carries. Whose certificate that is was not checked here.
timestamp-not-checked = Not checked here: its algorithm is not known to this program.
timestamp-altered = Not what was kept
timestamp-token = The token (.tsr)
timestamp-checkpoint = The checkpoint it is over
timestamp-check = Check it without this program
timestamp-how = Take both files, and the authority’s root certificate from the authority itself as ROOT.pem:
timestamp-earlier = Earlier tokens
